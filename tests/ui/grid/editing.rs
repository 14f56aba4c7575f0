//! The draft over a cell, the picker and what is asked of the view.

use super::*;

#[test]
fn typing_overwrites_and_enter_commits_downwards() {
    let mut harness = focused(6);
    press(&mut harness, CTRL, Key::ArrowRight);
    press(&mut harness, NONE, Key::Home);
    for _ in 0..4 {
        press(&mut harness, NONE, Key::ArrowRight);
    }
    type_text(&mut harness, "Ring the ward");
    assert!(harness.state().grid.is_editing());
    press(&mut harness, NONE, Key::Enter);
    let expected = GridEvent::Commit { row: 1000, column: 14, text: "Ring the ward".to_owned() };
    assert_eq!(take(&mut harness), [expected]);
    assert_eq!(cursor(&harness), (1, 4));
    assert!(harness.get_by_role_and_label(Role::Cell, TEXTS[1][4]).is_focused());
}

#[test]
fn a_whole_burst_of_typing_in_one_frame_loses_nothing() {
    let mut harness = focused(6);
    let text = |text: &str| Event::Text(text.to_owned());
    let key = |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: NONE };
    let burst = [text("a"), text("b"), key(Key::Enter), text("c"), text("d"), key(Key::Tab), key(Key::Tab)];
    harness.input_mut().events.extend(burst);
    harness.run();
    let commit = |row, text: &str| GridEvent::Commit { row, column: 10, text: text.to_owned() };
    assert_eq!(take(&mut harness), [commit(1000, "ab"), commit(1001, "cd")]);
    assert_eq!(cursor(&harness), (1, 2));
}

#[test]
fn f2_keeps_the_text_and_tab_commits_sideways() {
    let mut harness = focused(6);
    press(&mut harness, NONE, Key::F2);
    type_text(&mut harness, ", every day");
    press(&mut harness, NONE, Key::Tab);
    let text = format!("{}, every day", TEXTS[0][0]);
    assert_eq!(take(&mut harness), [GridEvent::Commit { row: 1000, column: 10, text }]);
    assert_eq!(cursor(&harness), (0, 1));
}

#[test]
fn escape_leaves_all_as_it_was() {
    let mut harness = focused(6);
    type_text(&mut harness, "oh no");
    press(&mut harness, NONE, Key::Escape);
    assert!(!harness.state().grid.is_editing());
    assert!(take(&mut harness).is_empty());
    assert!(harness.get_by_role_and_label(Role::Cell, TEXTS[0][0]).is_focused(), "the grid has the keyboard again");
    press(&mut harness, NONE, Key::ArrowDown);
    assert_eq!(cursor(&harness), (1, 0));
}

#[test]
fn a_draft_that_says_nothing_new_commits_nothing() {
    let mut harness = focused(6);
    press(&mut harness, NONE, Key::Enter);
    press(&mut harness, NONE, Key::Enter);
    assert!(take(&mut harness).is_empty());
    assert_eq!(cursor(&harness), (1, 0));
}

#[test]
fn alt_enter_breaks_the_line() {
    let mut harness = focused(6);
    type_text(&mut harness, "one");
    press(&mut harness, Modifiers::ALT, Key::Enter);
    type_text(&mut harness, "two");
    press(&mut harness, NONE, Key::Enter);
    assert_eq!(take(&mut harness), [GridEvent::Commit { row: 1000, column: 10, text: "one\ntwo".to_owned() }]);
}

#[test]
fn a_click_elsewhere_commits() {
    for label in [TEXTS[3][3], "after"] {
        let mut harness = focused(6);
        type_text(&mut harness, "half a thou");
        if label == "after" {
            harness.get_by_role_and_label(Role::TextInput, label).click();
        } else {
            harness.get_by_role_and_label(Role::Cell, label).click();
        }
        harness.run();
        let expected = GridEvent::Commit { row: 1000, column: 10, text: "half a thou".to_owned() };
        assert_eq!(take(&mut harness), [expected], "{label}");
        assert_eq!(cursor(&harness), if label == "after" { (0, 0) } else { (3, 3) });
    }
}

#[test]
fn the_editor_is_named_and_says_the_reading() {
    let mut harness = focused(6);
    harness.state_mut().grid.go_to(Place { row: 1000, column: 16 });
    harness.run();
    type_text(&mut harness, "Summer 2017");
    let name = format!("When by, {}", TEXTS[0][0]);
    let field = harness.get_by_role_and_label(Role::MultilineTextInput, &name);
    assert_eq!(field.value().as_deref(), Some("Summer 2017"));
    assert_eq!(field.accesskit_node().description().as_deref(), Some("read as Summer 2017"));
}

#[test]
fn a_placeholder_is_not_edited() {
    let mut harness = focused(6);
    harness.state_mut().grid.go_to(Place { row: 1003, column: 16 });
    harness.run();
    press(&mut harness, NONE, Key::F2);
    let name = format!("When by, {}", TEXTS[3][0]);
    assert_eq!(harness.get_by_role_and_label(Role::MultilineTextInput, &name).value().as_deref().unwrap_or(""), "");
}

#[test]
fn picks_are_asked_for() {
    let asks = |events: &[GridEvent], wanted: &str| {
        matches!(events, [GridEvent::Pick { row: 1000, column: 11, rect, typed }]
            if rect.is_positive() && typed == wanted)
    };
    let mut harness = focused(6);
    press(&mut harness, NONE, Key::ArrowRight);
    press(&mut harness, NONE, Key::Enter);
    assert!(asks(&take(&mut harness), ""));
    type_text(&mut harness, " ");
    assert!(asks(&take(&mut harness), ""));
    type_text(&mut harness, "3");
    assert!(asks(&take(&mut harness), "3"));
    assert!(!harness.state().grid.is_editing());

    harness.state_mut().table.pick = false;
    press(&mut harness, NONE, Key::Enter);
    type_text(&mut harness, "x");
    assert!(take(&mut harness).is_empty(), "a cell that cannot be changed asks for nothing");
    assert!(!harness.state().grid.is_editing());
}

#[test]
fn commands_come_out_as_events_but_not_from_the_editor() {
    let mut harness = focused(6);
    let commands = |harness: &mut Harness<'_, World>| {
        harness.event(Event::Copy);
        harness.event(Event::Cut);
        harness.event(Event::Paste("a\tb".to_owned()));
        harness.run();
        press(harness, NONE, Key::Delete);
        press(harness, Modifiers::ALT, Key::ArrowDown);
        press(harness, Modifiers::ALT, Key::ArrowUp);
    };
    commands(&mut harness);
    assert_eq!(
        take(&mut harness),
        [
            GridEvent::Copy,
            GridEvent::Cut,
            GridEvent::Paste("a\tb".to_owned()),
            GridEvent::Clear,
            GridEvent::MoveRows(1),
            GridEvent::MoveRows(-1),
        ]
    );
    press(&mut harness, NONE, Key::F2);
    commands(&mut harness);
    assert!(take(&mut harness).is_empty());
    press(&mut harness, NONE, Key::Escape);
    press(&mut harness, SHIFT, Key::F10);
    assert!(matches!(take(&mut harness).as_slice(), [GridEvent::Menu { pos }] if pos.is_finite()));
}
