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

    fn triangle(&mut self, mut corners: [Vertex; 3], texture: &Texture, clip: &Clip, scale: f32) {
        for corner in &mut corners {
            corner.pos = (corner.pos.to_vec2() * scale).to_pos2();
        }
        let doubled = edge(corners[0].pos, corners[1].pos, corners[2].pos);
        if doubled == 0.0 {
            return;
        }
        if doubled < 0.0 {
            corners.swap(1, 2);
        }
        let [a, b, c] = corners;
        let area = doubled.abs();
        let (low, high) = (a.pos.min(b.pos).min(c.pos), a.pos.max(b.pos).max(c.pos));
        let left = (low.x.floor().max(0.0) as usize).max(clip.x.start);
        let right = (high.x.ceil().max(0.0) as usize).min(clip.x.end);
        let top = (low.y.floor().max(0.0) as usize).max(clip.y.start);
        let bottom = (high.y.ceil().max(0.0) as usize).min(clip.y.end);
        let owned = [owns(b.pos, c.pos), owns(c.pos, a.pos), owns(a.pos, b.pos)];
        for y in top..bottom {
            for x in left..right {
                let here = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
                let weights = [edge(b.pos, c.pos, here), edge(c.pos, a.pos, here), edge(a.pos, b.pos, here)];
                if weights.iter().zip(owned).any(|(weight, own)| *weight < 0.0 || (*weight == 0.0 && !own)) {
                    continue;
                }
                let [u, v, w] = weights.map(|weight| weight / area);
                let uv = (a.uv.to_vec2() * u + b.uv.to_vec2() * v + c.uv.to_vec2() * w).to_pos2();
                let texel = texture.sample(uv);
                let parts = [channels(a.color), channels(b.color), channels(c.color)];
                let colour: [f32; 4] =
                    std::array::from_fn(|i| (parts[0][i] * u + parts[1][i] * v + parts[2][i] * w) * texel[i] / 255.0);
                let pixel = &mut self.pixels[y * self.width + x];
                let through = 1.0 - colour[3] / 255.0;
                for (below, above) in pixel.iter_mut().zip(colour) {
                    *below = (above + *below * through).min(255.0).round();
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

/// Twice the area of the triangle, positive when it turns to the right on screen.
fn edge(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// The top-left rule: of two triangles that share an edge one alone draws the pixels on it.
fn owns(from: Pos2, to: Pos2) -> bool {
    (from.y == to.y && to.x > from.x) || to.y < from.y
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
