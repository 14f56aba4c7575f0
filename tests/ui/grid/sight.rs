//! What is drawn and told of a table far larger than the window, and what that costs.

use super::*;

#[test]
fn the_last_of_ten_thousand_rows_is_a_key_away() {
    let mut harness = focused(10_000);
    harness.state_mut().table.set(9_999, 0, "The very last one");
    harness.state_mut().columns[0].sticky = true;
    press(&mut harness, CTRL, Key::End);
    let cell = harness.get_by_role_and_label(Role::Cell, "The very last one");
    let node = cell.accesskit_node();
    assert_eq!((node.data().row_index(), node.data().column_index()), (Some(9_999), Some(0)));
    let body = harness.state().last.as_ref().unwrap().body;
    assert!((cell.rect().bottom() - body.bottom()).abs() < 1.0, "the last row ends at the edge");
    assert_eq!(harness.get_by_role_and_label(Role::RowHeader, "10000").rect().top(), cell.rect().top());
}

#[test]
fn the_tree_tells_the_truth() {
    let harness = open(500);
    let table = harness.get_by_role_and_label(Role::Table, "Actions");
    let data = table.accesskit_node();
    assert_eq!((data.data().row_count(), data.data().column_count()), (Some(500), Some(8)));
    let rows: Vec<_> = table.children().filter(|node| node.accesskit_node().role() == Role::Row).collect();
    let titles: Vec<String> = rows[0].children().filter_map(|node| node.accesskit_node().label()).collect();
    assert_eq!(titles[0], "Where we are now");
    for row in &rows[1..] {
        let index = row.accesskit_node().data().row_index().unwrap();
        assert_eq!(row.accesskit_node().label().unwrap(), TEXTS[index % 6][0]);
        for cell in row.children().filter(|node| node.accesskit_node().role() == Role::Cell) {
            let node = cell.accesskit_node();
            assert_eq!(node.data().row_index(), Some(index));
            let column = node.data().column_index().unwrap();
            assert_eq!(node.description().unwrap().split(", has").next(), Some(columns()[column].title.as_str()));
            let text = TEXTS[index % 6][column];
            let said = node.label().unwrap();
            assert!(said.starts_with(if text.is_empty() { "empty" } else { text }), "{said:?} for {text:?}");
        }
    }
    assert!(rows.len() < 30, "only rows in sight are nodes, not {}", rows.len());
}

#[test]
fn rows_are_as_high_as_their_text_and_at_most_five_lines() {
    let mut harness = open(6);
    let height =
        |harness: &Harness<'_, World>, label: &str| harness.get_by_role_and_label(Role::Cell, label).rect().height();
    harness.state_mut().table.rows.truncate(1);
    harness.state_mut().table.rows[0].1 = std::array::from_fn(|_| "short".to_owned());
    harness.state_mut().table.set(0, 0, "A");
    harness.run();
    assert_eq!(height(&harness, "A"), 18.0 + 14.0);
    harness.state_mut().table.set(0, 0, "A\nB\nC");
    harness.run();
    assert_eq!(height(&harness, "A\nB\nC"), 3.0 * 18.0 + 14.0);
    let long = "word ".repeat(400);
    harness.state_mut().table.set(0, 0, &long);
    harness.run();
    assert_eq!(height(&harness, &long), 5.0 * 18.0 + 14.0);
}

#[test]
fn a_change_above_moves_nothing_in_sight() {
    let mut harness = focused(3000);
    harness.state_mut().grid.go_to(Place { row: 1000 + 1500, column: 10 });
    harness.run();
    let label = TEXTS[1500 % 6][0];
    let row_of = |harness: &Harness<'_, World>| {
        let nodes: Vec<_> = harness.get_all_by_role_and_label(Role::Cell, label).collect();
        nodes.iter().find(|node| node.accesskit_node().is_focused()).map(egui_kittest::Node::rect).unwrap()
    };
    let before = row_of(&harness);
    let long = "a long text ".repeat(60);
    harness.state_mut().table.set(3, 2, &long);
    harness.state_mut().table.rows.drain(10..15);
    harness.state_mut().table.row_revisions.drain(10..15);
    harness.state_mut().table.revision += 1;
    harness.run();
    assert_eq!(row_of(&harness), before);
}

#[test]
fn the_wheel_scrolls_and_the_cursor_stays() {
    let mut harness = focused(1000);
    let body = harness.state().last.as_ref().unwrap().body;
    harness.hover_at(body.center());
    harness.event(wheel(-3000.0));
    harness.run();
    let seen = harness.state().last.as_ref().unwrap().rows_in_sight.clone();
    assert!(seen.start > 20 && seen.start < 100, "{seen:?}");
    assert_eq!(cursor(&harness), (0, 0));
    press(&mut harness, NONE, Key::ArrowDown);
    assert_eq!(
        harness.state().last.as_ref().unwrap().rows_in_sight.start,
        1,
        "a key brings the cursor back into sight"
    );
}

#[test]
fn idle_asks_for_no_frame() {
    let mut harness = focused(1000);
    press(&mut harness, NONE, Key::ArrowDown);
    harness.step();
    let delay = harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min().unwrap();
    assert_eq!(delay, std::time::Duration::MAX);
}

/// Not a test of looks, which eyes must judge, but that every state draws: the pictures lie in `target/pictures`.
#[test]
fn pictures() {
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let mut world = World::new(77);
        world.columns.truncate(7);
        let mut harness = harness_builder([1000.0, 600.0], theme).build_ui_state(show, world);
        harness.set_pixels_per_point(2.0);
        harness.run();
        save_png(&mut harness, &format!("grid-{name}-double"));
        harness.set_pixels_per_point(1.0);
        harness.run();
        harness.state_mut().grid.take_focus();
        harness.state_mut().grid.go_to(Place { row: 1002, column: 14 });
        harness.run();
        let path = save_png(&mut harness, &format!("grid-{name}"));
        assert!(std::fs::metadata(path).unwrap().len() > 10_000);
        for _ in 0..2 {
            press(&mut harness, SHIFT, Key::ArrowDown);
        }
        press(&mut harness, SHIFT, Key::ArrowLeft);
        save_png(&mut harness, &format!("grid-{name}-block"));
        harness.state_mut().grid.go_to(Place { row: 1004, column: 16 });
        harness.run();
        press(&mut harness, NONE, Key::F2);
        save_png(&mut harness, &format!("grid-{name}-edit"));
        press(&mut harness, NONE, Key::Escape);
        harness.state_mut().columns = columns();
        harness.state_mut().table.groups = true;
        harness.state_mut().table.revision += 1;
        for (column, key) in harness.state_mut().columns.iter_mut().zip(0..) {
            column.min_width = if key == 3 { 260.0 } else { column.width };
        }
        harness.state_mut().grid.go_to(Place { row: 1011, column: 17 });
        harness.run();
        save_png(&mut harness, &format!("grid-{name}-scrolled"));
    }
}

/// Both are measured here, in one run, so the machine's own speed does not count.
#[test]
fn a_scrolling_frame_costs_the_same_for_ten_thousand_rows_as_for_a_hundred() {
    let cost = |rows: usize| {
        let ctx = egui::Context::default();
        hicm::ui::theme::install(&ctx);
        ctx.enable_accesskit();
        let mut world = World::new(rows);
        let mut times = Vec::new();
        for frame in 0..120 {
            let size = egui::vec2(1000.0, 600.0);
            let mut input = egui::RawInput {
                screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
                time: Some(f64::from(frame) / 60.0),
                ..Default::default()
            };
            input.events.push(Event::PointerMoved(egui::pos2(500.0, 300.0)));
            input.events.push(wheel(if frame % 2 == 0 { -40.0 } else { 10.0 }));
            let start = std::time::Instant::now();
            let mut output = ctx.run_ui(input, |ui| show(ui, &mut world));
            times.push(start.elapsed());
            output.textures_delta.clear();
        }
        let mut settled = times.split_off(40);
        settled.sort();
        settled[settled.len() / 2]
    };
    let (few, many) = (cost(100), cost(10_000));
    assert!(many < few * 3, "{few:?} for 100 rows, {many:?} for 10,000");
}
