//! Walking, and the keyboard coming and going.

use super::*;

#[test]
fn keys_walk_the_cells() {
    let mut harness = focused(40);
    for (modifiers, key, expected) in [
        (NONE, Key::ArrowDown, (1, 0)),
        (NONE, Key::ArrowRight, (1, 1)),
        (NONE, Key::Tab, (1, 2)),
        (SHIFT, Key::Tab, (1, 1)),
        (NONE, Key::ArrowLeft, (1, 0)),
        (NONE, Key::ArrowLeft, (1, 0)),
        (SHIFT, Key::Tab, (0, 7)),
        (NONE, Key::Tab, (1, 0)),
        (NONE, Key::End, (1, 7)),
        (NONE, Key::Home, (1, 0)),
        (SHIFT, Key::Enter, (0, 0)),
        (NONE, Key::ArrowUp, (0, 0)),
        (CTRL, Key::End, (39, 7)),
        (CTRL, Key::ArrowUp, (38, 7)),
        (CTRL, Key::Home, (0, 0)),
        (CTRL, Key::ArrowDown, (39, 0)),
        (CTRL, Key::ArrowRight, (39, 5)),
        (CTRL, Key::ArrowRight, (39, 7)),
    ] {
        press(&mut harness, modifiers, key);
        assert_eq!(cursor(&harness), expected, "after {modifiers:?} {key:?}");
        assert!(harness.get_by_role(Role::Table).accesskit_node().data().active_descendant().is_some());
    }
    assert!(take(&mut harness).is_empty(), "walking asks for nothing");
}

#[test]
fn a_page_is_what_is_in_sight() {
    let mut harness = focused(400);
    let in_sight = harness.state().last.as_ref().unwrap().rows_in_sight.len();
    press(&mut harness, NONE, Key::PageDown);
    let (row, _) = cursor(&harness);
    assert!((in_sight - 2..=in_sight + 1).contains(&row), "{row} of {in_sight}");
    press(&mut harness, NONE, Key::PageUp);
    assert_eq!(cursor(&harness), (0, 0));
}

#[test]
fn two_arrows_in_the_first_frames_of_focus_stay_in_the_grid() {
    let mut harness = open(40);
    harness.get_by_role_and_label(Role::Cell, "3 Established").click();
    harness.step();
    harness.key_press(Key::ArrowDown);
    harness.step();
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(cursor(&harness), (4, 1));
    assert!(harness.get_by_role_and_label(Role::Cell, "2 to 3 split").is_focused());
}

#[test]
fn the_cursor_cell_has_the_focus_and_the_selection() {
    let mut harness = focused(6);
    press(&mut harness, NONE, Key::ArrowDown);
    let cell = harness.get_by_role_and_label(Role::Cell, TEXTS[1][0]);
    assert!(cell.is_focused());
    assert_eq!(cell.accesskit_node().is_selected(), Some(true));
    let other = harness.get_by_role_and_label(Role::Cell, TEXTS[0][0]);
    assert!(!other.is_focused());
    assert_eq!(other.accesskit_node().is_selected(), Some(false));
}

#[test]
fn the_focus_comes_and_leaves_by_tab() {
    let mut harness = open(3);
    harness.get_by_role_and_label(Role::TextInput, "before").focus();
    harness.run();
    press(&mut harness, NONE, Key::Tab);
    assert!(!harness.get_by_role_and_label(Role::TextInput, "before").is_focused());
    press(&mut harness, NONE, Key::Tab);
    assert!(harness.get_by_role(Role::Table).accesskit_node().is_focused_in_tree(), "from above into the grid");
    assert_eq!(cursor(&harness), (0, 0));
    press(&mut harness, SHIFT, Key::Tab);
    assert!(!harness.get_by_role(Role::Table).accesskit_node().is_focused_in_tree(), "back out of the first cell");
    harness.state_mut().grid.take_focus();
    harness.run();
    press(&mut harness, CTRL, Key::End);
    press(&mut harness, NONE, Key::Tab);
    assert!(!harness.get_by_role(Role::Table).accesskit_node().is_focused_in_tree(), "out of the last cell");
    assert_eq!(cursor(&harness), (2, 7));
}

#[test]
fn keys_kept_back_do_not_come_back_when_the_focus_went_elsewhere() {
    let mut harness = focused(6);
    let key = |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: NONE };
    harness.input_mut().events.extend([Event::Text("a".to_owned()), key(Key::Enter), key(Key::Delete)]);
    harness.step();
    harness.get_by_role_and_label(Role::TextInput, "after").focus();
    harness.run();
    harness.state_mut().grid.take_focus();
    harness.run();
    assert!(matches!(take(&mut harness).as_slice(), [GridEvent::Commit { .. }]));
}

#[test]
fn nothing_in_it_is_nothing_to_fear() {
    let mut harness = open(0);
    harness.state_mut().grid.take_focus();
    harness.run();
    for key in [Key::ArrowDown, Key::End, Key::Enter, Key::PageDown, Key::Delete, Key::Escape] {
        press(&mut harness, NONE, key);
    }
    type_text(&mut harness, "x");
    assert_eq!(harness.get_by_role(Role::Table).accesskit_node().data().row_count(), Some(0));
    harness.state_mut().columns.clear();
    harness.run();
}
