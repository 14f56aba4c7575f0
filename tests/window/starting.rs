//! Starting where something is missing, and standing where the window stood before.

use super::stage::{Stage, program, wait};
use hicm::app::{Settings, Theme, WindowPlace};
use hicm::ui::theme::LIGHT;
use std::process::{Command, Output};

/// A start that cannot come to a window says so in plain words, names the verbs and ends with the code for it.
fn check_refusal(output: &Output, reasons: &[&str]) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    for words in ["The window could not be opened", "hicm show", "hicm check"].iter().chain(reasons) {
        assert!(told.contains(words), "“{words}” in: {told}");
    }
    for noise in ["panicked", "RUST_BACKTRACE", ".rs:", "RecreationAttempt", "recreated"] {
        assert!(!told.contains(noise), "“{noise}” in: {told}");
    }
    assert!(output.stdout.is_empty());
}

fn without_opengl(command: &mut Command) {
    command.env("LIBGL_DRIVERS_PATH", "/nonexistent").env("__EGL_VENDOR_LIBRARY_FILENAMES", "/nonexistent.json");
}

fn without_vulkan(command: &mut Command) {
    command.env("VK_DRIVER_FILES", "/nonexistent.json").env("VK_ICD_FILENAMES", "/nonexistent.json");
    // Vulkan alone, or it would draw by OpenGL.
    command.env("WGPU_BACKEND", "vulkan");
}

#[test]
fn without_a_display_the_verbs_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let dead_x11 = [("DISPLAY", ":987")];
    let dead_wayland = [("WAYLAND_DISPLAY", "wayland-987")];
    let both = [("DISPLAY", ":987"), ("WAYLAND_DISPLAY", "wayland-987")];
    for (surroundings, reasons) in [
        (&[] as &[_], &["DISPLAY is set"] as &[_]),
        (&dead_x11, &["X server"]),
        (&dead_wayland, &["wayland compositor"]),
        (&both, &["wayland compositor", "X server"]),
    ] {
        let mut command = program();
        command.env("XDG_RUNTIME_DIR", folder.path()).env("HICM_CONFIG_DIR", folder.path());
        command.envs(surroundings.iter().copied());
        check_refusal(&command.output().unwrap(), reasons);
    }
}

#[test]
fn a_wayland_display_that_is_gone_does_not_hide_the_one_that_works() {
    let Some(stage) = Stage::open() else { return };
    let mut command = stage.program();
    command.arg(stage.file("2017-18-q1.ron")).env("WAYLAND_DISPLAY", "wayland-987");
    stage.start_as(command).quit();
}

#[test]
fn one_way_of_drawing_stands_in_for_the_other() {
    let Some(stage) = Stage::open() else { return };
    let mut command = stage.program();
    command.arg(stage.file("2017-18-q1.ron")).env("HICM_WINDOW", "wgpu glow");
    without_vulkan(&mut command);
    let window = stage.start_as(command);
    assert!(stage.picture().colours() > 100);
    window.quit();
}

#[test]
fn where_nothing_can_be_drawn_each_reason_is_told() {
    let Some(stage) = Stage::open() else { return };
    let mut command = stage.program();
    without_opengl(&mut command);
    without_vulkan(&mut command);
    check_refusal(&command.output().unwrap(), &["glow: ", "wgpu: "]);
}

#[test]
fn a_library_that_panics_when_it_is_missing_is_a_reason_like_any_other() {
    let Some(stage) = Stage::open() else { return };
    let broken = stage.folder.path().join("broken");
    std::fs::create_dir(&broken).unwrap();
    std::fs::write(broken.join("libxkbcommon-x11.so.0"), "no library").unwrap();
    std::fs::write(broken.join("libxkbcommon-x11.so"), "no library").unwrap();
    let mut command = stage.program();
    command.env("LD_LIBRARY_PATH", &broken);
    check_refusal(&command.output().unwrap(), &["libxkbcommon-x11"]);
}

#[test]
fn the_window_comes_back_to_where_it_stood() {
    let Some(stage) = Stage::open() else { return };
    let file = stage.file("2017-18-q1.ron");
    let window = stage.start(&file);
    window.put([120, 60, 900, 600]);
    let place = wait("the window in its place", || {
        let place = window.place();
        (place[2..] == [900, 600] && place[0] >= 120).then_some(place)
    });
    // Larger letters are no larger window.
    window.press("ctrl+plus");
    window.press("ctrl+plus");
    window.quit();
    for start in 0..2 {
        let window = stage.start(&file);
        assert_eq!(window.place(), place, "start {start}");
        window.quit();
    }
    let kept = stage.settings();
    assert!((kept.zoom - 1.2).abs() < 1e-5, "{kept:?}");

    // Filling the screen, with the place kept to which it shrinks.
    let small = kept.window.unwrap();
    stage.remember(&Settings { window: Some(WindowPlace { maximized: true, ..small }), ..kept });
    let window = stage.start(&file);
    wait("a window that fills the screen", || {
        window.property("_NET_WM_STATE").contains("MAXIMIZED_VERT").then_some(())
    });
    assert!(window.place()[2] > 1200);
    window.quit();
    assert_eq!(stage.settings().window, Some(WindowPlace { maximized: true, ..small }));
}

#[test]
fn a_window_that_stood_where_no_screen_is_now_comes_back_into_sight() {
    let Some(stage) = Stage::without_window_manager() else { return };
    for ([left, top], expected) in [
        ([3000.0, 100.0], [380, 100]),
        ([-2000.0, -900.0], [0, 0]),
        ([100.0, 5000.0], [100, 200]),
        ([1200.0, 100.0], [380, 100]),
        // Enough of it to take hold of: it stays.
        ([900.0, 700.0], [900, 700]),
    ] {
        let place = WindowPlace { left: Some(left), top: Some(top), width: 900.0, height: 600.0, maximized: false };
        stage.remember(&Settings { theme: Theme::Light, window: Some(place), ..Settings::default() });
        let window = stage.start(&stage.file("2017-18-q1.ron"));
        assert_eq!(window.place(), [expected[0], expected[1], 900, 600], "from {left}, {top}");
        window.quit();
    }
}

#[test]
fn the_very_first_start_shows_the_tour_and_the_next_one_does_not() {
    let Some(stage) = Stage::open() else { return };
    stage.remember(&Settings { theme: Theme::Light, ..Settings::default() });
    let window = stage.start_as(stage.program());
    let toured = stage.picture();
    toured.save("first-start");
    window.press("Escape");
    let accent = |picture: &super::picture::Picture| picture.count(LIGHT.accent);
    let after = stage.picture();
    assert!(accent(&toured) > accent(&after) + 2_000, "ring and card: {} and {}", accent(&toured), accent(&after));
    window.quit();
    assert!(stage.settings().tour_seen);

    let window = stage.start_as(stage.program());
    let again = stage.picture();
    assert!(accent(&toured) > accent(&again) + 2_000, "{} and {}", accent(&toured), accent(&again));
    window.quit();
}
