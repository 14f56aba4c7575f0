//! Blocks by keys and mouse.

use super::*;

#[test]
fn selections_grow_by_keys_and_mouse() {
    let mut harness = focused(12);
    press(&mut harness, SHIFT, Key::ArrowDown);
    press(&mut harness, SHIFT, Key::ArrowRight);
    assert_eq!(selection(&harness), (0..2, 0..2));
    press(&mut harness, NONE, Key::ArrowDown);
    assert_eq!(selection(&harness), (2..3, 1..2));
    press(&mut harness, SHIFT, Key::Space);
    assert_eq!(selection(&harness), (2..3, 0..8));
    press(&mut harness, SHIFT, Key::ArrowDown);
    assert_eq!(selection(&harness), (2..4, 0..8));
    press(&mut harness, CTRL, Key::A);
    assert_eq!(selection(&harness), (0..12, 0..8));
    press(&mut harness, NONE, Key::Escape);
    assert_eq!(selection(&harness), (3..4, 1..2));

    harness.get_by_role_and_label(Role::RowHeader, "1").click();
    harness.run();
    assert_eq!(selection(&harness), (0..1, 0..8));
    harness.get_by_role_and_label(Role::RowHeader, "3").click_modifiers(SHIFT);
    harness.run();
    assert_eq!(selection(&harness), (0..3, 0..8));

    let (from, to) = (
        harness.get_by_role_and_label(Role::Cell, TEXTS[0][3]).rect().center(),
        harness.get_by_role_and_label(Role::Cell, TEXTS[2][4]).rect().center(),
    );
    harness.drag_at(from);
    harness.step();
    harness.hover_at(to);
    harness.step();
    harness.drop_at(to);
    harness.run();
    assert_eq!(selection(&harness), (0..3, 3..5));
    assert_eq!(cursor(&harness), (2, 4));
    assert!(take(&mut harness).is_empty());
}

#[test]
fn a_double_click_edits_and_a_right_click_asks_for_the_menu() {
    let mut harness = open(6);
    harness.get_by_role_and_label(Role::Cell, TEXTS[2][3]).click();
    harness.get_by_role_and_label(Role::Cell, TEXTS[2][3]).click();
    harness.run();
    assert!(harness.state().grid.is_editing());
    press(&mut harness, NONE, Key::Escape);
    harness.get_by_role_and_label(Role::Cell, TEXTS[3][4]).click_secondary();
    harness.run();
    assert_eq!(cursor(&harness), (3, 4));
    assert!(matches!(take(&mut harness).as_slice(), [GridEvent::Menu { .. }]));
}

#[test]
fn a_selection_is_lost_when_sorting_parts_it() {
    let mut harness = focused(12);
    press(&mut harness, SHIFT, Key::ArrowDown);
    press(&mut harness, SHIFT, Key::ArrowDown);
    assert_eq!(selection(&harness).0, 0..3);
    harness.state_mut().table.rows.swap(2, 9);
    harness.state_mut().table.revision += 1;
    harness.run();
    assert_eq!(cursor(&harness), (9, 0), "the cursor stays on its row");
    assert_eq!(selection(&harness).0, 9..10);
}
