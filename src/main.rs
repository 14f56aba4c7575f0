//! hicm
fn main() {
    if let Err(problem) = hicm::ui::run(std::env::args().nth(1).map(Into::into)) {
        eprintln!("{problem}");
    }
}
