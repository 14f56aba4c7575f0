//! Draws egui's triangles on the CPU: the same picture on every machine, with no driver.
//!
//! egui blends premultiplied colours in gamma space, so that is what is done here.

use egui::epaint::{ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, Pos2, Rect, TextureFilter, TextureId, TextureOptions, TexturesDelta};
use image::{Rgba, RgbaImage};
use std::collections::HashMap;

struct Texture {
    size: [usize; 2],
    pixels: Vec<Color32>,
    options: TextureOptions,
}

/// The renderer: keeps the textures, draws when asked.
#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, Texture>,
}

impl Raster {
    fn update(&mut self, id: TextureId, delta: &ImageDelta) {
        let egui::ImageData::Color(image) = &delta.image;
        let Some([left, top]) = delta.pos else {
            let texture = Texture { size: image.size, pixels: image.pixels.clone(), options: delta.options };
            self.textures.insert(id, texture);
            return;
        };
        let texture = self.textures.get_mut(&id).expect("a patch comes after its texture");
        for (row, line) in image.pixels.chunks(image.size[0].max(1)).enumerate() {
            let start = (top + row) * texture.size[0] + left;
            texture.pixels[start..start + line.len()].copy_from_slice(line);
        }
    }
}

impl egui_kittest::TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, images) in delta.set.drain() {
            for image in images {
                self.update(id, &image);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &egui::Context, output: &egui::FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut canvas = Canvas {
            width: size.x.round() as usize,
            height: size.y.round() as usize,
            pixels: vec![[0.0; 4]; size.x.round() as usize * size.y.round() as usize],
        };
        for primitive in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = &primitive.primitive else {
                return Err("paint callbacks are not drawn on the CPU".to_owned());
            };
            let texture = self.textures.get(&mesh.texture_id).ok_or("a mesh names no known texture")?;
            canvas.mesh(mesh, texture, primitive.clip_rect, scale);
        }
        Ok(canvas.into_image())
    }
}

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[f32; 4]>,
}

/// Pixels whose centre lies in the clip.
struct Clip {
    x: std::ops::Range<usize>,
    y: std::ops::Range<usize>,
}

impl Canvas {
    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, clip: Rect, scale: f32) {
        let bound = |value: f32, most: usize| ((value * scale).round().max(0.0) as usize).min(most);
        let clip = Clip {
            x: bound(clip.min.x, self.width)..bound(clip.max.x, self.width),
            y: bound(clip.min.y, self.height)..bound(clip.max.y, self.height),
        };
        for corner in mesh.indices.chunks_exact(3) {
            let [a, b, c] = [corner[0], corner[1], corner[2]].map(|at| mesh.vertices[at as usize]);
            self.triangle([a, b, c], texture, &clip, scale);
        }
    }

    /// Fills line by line. Crossings are reckoned on each edge from its upper end, so that of two triangles which share an
    /// edge each pixel belongs to one alone.
    fn triangle(&mut self, mut corners: [Vertex; 3], texture: &Texture, clip: &Clip, scale: f32) {
        for corner in &mut corners {
            corner.pos = (corner.pos.to_vec2() * scale).to_pos2();
        }
        corners.sort_by(|one, other| (one.pos.y, one.pos.x).partial_cmp(&(other.pos.y, other.pos.x)).unwrap());
        let [top, middle, bottom] = corners.map(|corner| corner.pos);
        let area = turn(top, middle, bottom);
        if area == 0.0 {
            return;
        }
        let flat = corners.iter().all(|corner| (corner.color, corner.uv) == (corners[0].color, corners[0].uv));
        let solid = flat.then(|| blend_in(channels(corners[0].color), texture.sample(corners[0].uv)));
        let centre = |value: f32, range: &std::ops::Range<usize>| {
            ((value - 0.5).ceil().max(0.0) as usize).clamp(range.start, range.end)
        };
        for line in centre(top.y, &clip.y)..centre(bottom.y, &clip.y) {
            let y = line as f32 + 0.5;
            let long = crossing(top, bottom, y);
            let short = if y < middle.y { crossing(top, middle, y) } else { crossing(middle, bottom, y) };
            let columns = centre(long.min(short), &clip.x)..centre(long.max(short), &clip.x);
            let start = line * self.width;
            match solid {
                Some(colour) if colour[3] >= 255.0 => {
                    self.pixels[start + columns.start..start + columns.end].fill(colour);
                }
                Some(colour) => {
                    for pixel in &mut self.pixels[start + columns.start..start + columns.end] {
                        put(pixel, colour);
                    }
                }
                None => {
                    for column in columns {
                        let here = Pos2::new(column as f32 + 0.5, y);
                        let shares = [turn(middle, bottom, here), turn(bottom, top, here), turn(top, middle, here)]
                            .map(|part| part / area);
                        let mut uv = egui::Vec2::ZERO;
                        let mut colour = [0.0; 4];
                        for (corner, share) in corners.iter().zip(shares) {
                            uv += corner.uv.to_vec2() * share;
                            for (sum, value) in colour.iter_mut().zip(channels(corner.color)) {
                                *sum += value * share;
                            }
                        }
                        put(&mut self.pixels[start + column], blend_in(colour, texture.sample(uv.to_pos2())));
                    }
                }
            }
        }
    }

    fn into_image(self) -> RgbaImage {
        let pixels = self.pixels;
        let width = self.width;
        RgbaImage::from_fn(width as u32, self.height as u32, |x, y| {
            let [r, g, b, a] = pixels[y as usize * width + x as usize];
            let full = |value: f32| if a > 0.0 { (value * 255.0 / a).min(255.0).round() as u8 } else { 0 };
            Rgba([full(r), full(g), full(b), a as u8])
        })
    }
}

/// Twice the area of a triangle, signed by the way it turns.
fn turn(from: Pos2, over: Pos2, to: Pos2) -> f32 {
    (over.x - from.x) * (to.y - from.y) - (over.y - from.y) * (to.x - from.x)
}

/// Where an edge crosses a line.
fn crossing(upper: Pos2, lower: Pos2, y: f32) -> f32 {
    upper.x + (lower.x - upper.x) * (y - upper.y) / (lower.y - upper.y).max(f32::MIN_POSITIVE)
}

/// Colour times texel.
fn blend_in(colour: [f32; 4], texel: [f32; 4]) -> [f32; 4] {
    std::array::from_fn(|channel| colour[channel] * texel[channel] / 255.0)
}

/// Lays a premultiplied colour over a pixel.
fn put(pixel: &mut [f32; 4], colour: [f32; 4]) {
    let through = 1.0 - colour[3] / 255.0;
    for (below, above) in pixel.iter_mut().zip(colour) {
        *below = (above + *below * through).clamp(0.0, 255.0).round();
    }
}

fn channels(colour: Color32) -> [f32; 4] {
    colour.to_array().map(f32::from)
}

impl Texture {
    fn sample(&self, uv: Pos2) -> [f32; 4] {
        let (x, y) = (uv.x * self.size[0] as f32, uv.y * self.size[1] as f32);
        if self.options.magnification == TextureFilter::Nearest {
            return self.texel(x.floor(), y.floor());
        }
        let (left, top) = ((x - 0.5).floor(), (y - 0.5).floor());
        let (right_part, low_part) = (x - 0.5 - left, y - 0.5 - top);
        let corners = [
            (self.texel(left, top), (1.0 - right_part) * (1.0 - low_part)),
            (self.texel(left + 1.0, top), right_part * (1.0 - low_part)),
            (self.texel(left, top + 1.0), (1.0 - right_part) * low_part),
            (self.texel(left + 1.0, top + 1.0), right_part * low_part),
        ];
        std::array::from_fn(|i| corners.iter().map(|(texel, part)| texel[i] * part).sum())
    }

    fn texel(&self, x: f32, y: f32) -> [f32; 4] {
        let x = (x.max(0.0) as usize).min(self.size[0] - 1);
        let y = (y.max(0.0) as usize).min(self.size[1] - 1);
        channels(self.pixels[y * self.size[0] + x])
    }
}
