//! Pages for people who do not have the program: text in, bytes out, nothing about where they go.

mod comparison;

pub use comparison::comparison_html;
