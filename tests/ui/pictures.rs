//! Every view drawn by the program itself. The README's pictures come from here: with `HICM_PICTURES=1` they are written
//! anew, and in any run they must not be blank.

use crate::support::{self, harness_builder};
use egui::Theme;
use egui_kittest::Harness;
use hicm::app::{App, Command, Place, Request, Settings};
use hicm::store::Frameworks;
use hicm::ui::Shell;
use std::path::PathBuf;
use std::sync::Arc;

/// A window on a file of the bundled assessments, or on the example.
pub fn shell(file: Option<&str>, theme: Theme) -> Shell {
    let settings = Settings {
        theme: if theme == Theme::Dark { hicm::app::Theme::Dark } else { hicm::app::Theme::Light },
        ..Settings::default()
    };
    let mut app = App::new(settings, Frameworks::bundled(), Arc::new(|| {}));
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments");
    app.start(file.map(|file| root.join(file)));
    support::settle(&mut app);
    Shell::new(app, false)
}

pub fn window(shell: Shell, size: [f32; 2], theme: Theme) -> Harness<'static, Shell> {
    harness_builder(size, theme).build_ui_state(
        |ui, shell: &mut Shell| {
            shell.logic(ui.ctx());
            shell.frame(ui);
        },
        shell,
    )
}

#[test]
fn every_view_is_drawn() {
    for (theme, tone) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        for size in [[1280.0, 800.0], [1920.0, 1080.0]] {
            for (name, file, place) in [
                ("overview-example", None, Place::Overview),
                ("overview-llr", Some("llr/2019-20-q1.ron"), Place::Overview),
                ("overview-2017", Some("llr/2017-18-q1.ron"), Place::Overview),
                ("actions-2017", Some("llr/2017-18-q1.ron"), Place::Actions),
                ("actions-example", None, Place::Actions),
                ("change-example", None, change(3)),
                ("change-2017", Some("llr/2017-18-q1.ron"), change15(0)),
            ] {
                let mut shell = shell(file, theme);
                shell.app_mut().handle(Request::Go(place));
                if name.starts_with("actions-example") {
                    let row = shell.app().session().unwrap().assessment().rows[1].id.clone();
                    shell.app_mut().handle(Request::GoToRow(row));
                    shell.app_mut().handle(Request::Command(Command::ToggleInspector));
                }
                let mut harness = window(shell, size, theme);
                harness.run_steps(6);
                support::save_png(&mut harness, &format!("{name}-{tone}-{}", size[0]));
            }
        }
    }
}

fn change(at: usize) -> Place {
    let frameworks = Frameworks::bundled();
    let framework = frameworks.iter().find(|framework| framework.id.as_str() == "hicm-2019").unwrap();
    Place::Change(framework.changes[at].key.clone())
}

fn change15(at: usize) -> Place {
    let frameworks = Frameworks::bundled();
    let framework = frameworks.iter().find(|framework| framework.id.as_str() == "hicm-2015").unwrap();
    Place::Change(framework.changes[at].key.clone())
}
