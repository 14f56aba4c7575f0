//! Every view drawn by the program itself. The README's pictures come from here: with `HICM_PICTURES=1` they are written
//! anew, and in any run they must not be blank.

use crate::support::{self, shell, window};
use egui::Theme;
use hicm::app::{Command, Place, Request};
use hicm::store::Frameworks;

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
