//! What stands on the screen.

use egui::Color32;
use std::collections::HashSet;
use std::path::PathBuf;

/// A picture of the whole screen, as `xwd` writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    /// Bytes of a line and of a pixel in it.
    line: usize,
    pixel: usize,
    /// Blue, green, red for each pixel, and an unused byte where a pixel has four.
    bytes: Vec<u8>,
}

/// The edges of something on the screen, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edges {
    pub left: usize,
    pub top: usize,
    pub right: usize,
    pub bottom: usize,
}

impl Picture {
    /// Reads the output of `xwd`: a header of big-endian numbers, a table of colours, the pixels.
    pub fn read(dump: &[u8]) -> Self {
        let number = |at: usize| u32::from_be_bytes(dump[at * 4..at * 4 + 4].try_into().unwrap()) as usize;
        let (header, width, height, line, colours) = (number(0), number(4), number(5), number(12), number(19));
        assert_eq!((number(1), number(7)), (7, 0), "xwd's version and byte order");
        // 24 bits or 32, by the windows that are there.
        let pixel = number(11) / 8;
        assert!(pixel == 3 || pixel == 4, "{pixel} bytes a pixel");
        Self { width, height, line, pixel, bytes: dump[header + colours * 12..].to_vec() }
    }

    fn pixels(&self) -> impl Iterator<Item = (usize, usize, [u8; 3])> {
        (0..self.height).flat_map(move |y| {
            let line = &self.bytes[y * self.line..y * self.line + self.width * self.pixel];
            line.chunks_exact(self.pixel).enumerate().map(move |(x, pixel)| (x, y, [pixel[2], pixel[1], pixel[0]]))
        })
    }

    /// How many pixels are of exactly this colour.
    pub fn count(&self, colour: Color32) -> usize {
        let wanted = [colour.r(), colour.g(), colour.b()];
        self.pixels().filter(|(_, _, pixel)| *pixel == wanted).count()
    }

    /// How many colours there are.
    pub fn colours(&self) -> usize {
        self.pixels().map(|(_, _, pixel)| pixel).collect::<HashSet<_>>().len()
    }

    /// What the pixels of exactly this colour lie within.
    pub fn edges(&self, colour: Color32) -> Option<Edges> {
        let wanted = [colour.r(), colour.g(), colour.b()];
        self.pixels().filter(|(_, _, pixel)| *pixel == wanted).fold(None, |edges, (x, y, _)| {
            let known: Edges = edges.unwrap_or(Edges { left: x, top: y, right: x, bottom: y });
            Some(Edges {
                left: known.left.min(x),
                top: known.top.min(y),
                right: known.right.max(x),
                bottom: known.bottom.max(y),
            })
        })
    }

    /// Writes it into `target/pictures`, for looking at.
    pub fn save(&self, name: &str) -> PathBuf {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("window-{name}.png"));
        let bytes: Vec<u8> = self.pixels().flat_map(|(_, _, pixel)| pixel).collect();
        let image = image::RgbImage::from_raw(self.width as u32, self.height as u32, bytes).unwrap();
        image.save(&path).unwrap();
        path
    }
}
