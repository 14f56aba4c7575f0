//! Slides as pictures.

use crate::export::Picture;
use typst_layout::Page;
use typst_render::{RenderOptions, render};

/// The size of a slide, in pixels.
const SIZE: (u32, u32) = (1920, 1080);

/// The pictures of pages, in their order; as many at a time as the machine has processors.
pub(super) fn of(pages: &[Page]) -> Result<Vec<Vec<u8>>, String> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(pages.len()).max(1);
    let share = pages.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = pages
            .chunks(share)
            .map(|pages| scope.spawn(move || pages.iter().map(picture).collect::<Result<Vec<_>, String>>()))
            .collect();
        let mut pictures = Vec::with_capacity(pages.len());
        for part in parts {
            pictures.extend(part.join().map_err(|_| "a slide could not be drawn".to_owned())??);
        }
        Ok(pictures)
    })
}

/// A page drawn with so many pixels to a unit of its template.
pub(super) fn drawn(page: &Page, scale: f64) -> Picture {
    let drawn = render(page, &RenderOptions { pixel_per_pt: scale.into(), render_bleed: false });
    // Pages are filled, so every pixel is opaque and its colours stand as they are.
    let mut pixels = Vec::with_capacity(drawn.data().len() / 4 * 3);
    for pixel in drawn.data().chunks_exact(4) {
        pixels.extend_from_slice(pixel.get(..3).unwrap_or_default());
    }
    Picture { width: drawn.width(), height: drawn.height(), pixels }
}

fn picture(page: &Page) -> Result<Vec<u8>, String> {
    // One unit of the template is one pixel.
    let Picture { width, height, pixels } = drawn(page, 1.0);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    // Large even areas, which this does to nought at once.
    encoder.set_filter(png::Filter::Up);
    let mut writer = encoder.write_header().map_err(|error| error.to_string())?;
    writer.write_image_data(&pixels).map_err(|error| error.to_string())?;
    writer.finish().map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// What is wrong with a picture that was read back, if anything is.
pub(super) fn verify(read_back: &[u8]) -> Result<(), String> {
    let mut reader =
        png::Decoder::new(std::io::Cursor::new(read_back)).read_info().map_err(|error| error.to_string())?;
    let (width, height) = reader.info().size();
    if (width, height) != SIZE {
        return Err(format!("it is {width} by {height} pixels"));
    }
    let size = reader.output_buffer_size().ok_or("it is too large")?;
    let mut pixels = vec![0; size];
    reader.next_frame(&mut pixels).map_err(|error| error.to_string())?;
    // Every pixel is as the one before it.
    let pixel = reader.info().bytes_per_pixel();
    if pixels.get(pixel..) == pixels.get(..size.saturating_sub(pixel)) {
        return Err("it is blank".to_owned());
    }
    Ok(())
}
