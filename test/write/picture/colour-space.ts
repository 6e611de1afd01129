/** Colours in OKLCH, a space in which equal steps look equal (B. Ottosson, "A perceptual color space for image processing", 2020). */

/** Red, green, blue as light intensities from 0 to 1 (linear, not gamma encoded). */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A place in OKLab: lightness from 0 to 1, green to red, blue to yellow. */
export type Lab = readonly [lightness: number, a: number, b: number];

/** The colour of a lightness (0 to 1), a chroma and a hue in degrees, with the chroma reduced as far as a screen needs. */
export function rgbOfOklch(lightness: number, chroma: number, hue: number): Rgb {
  let reach = chroma;
  let rgb = unclippedRgb(lightness, reach, hue);
  while (reach > 0.004 && rgb.some(part => part < 0 || part > 1)) {
    reach -= 0.004;
    rgb = unclippedRgb(lightness, reach, hue);
  }
  return [clip(rgb[0]), clip(rgb[1]), clip(rgb[2])];
}

/** `#rrggbb`. */
export function hexOfRgb(rgb: Rgb): string {
  const digits = rgb.map(part => {
    const encoded = part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${digits.join('')}`;
}

/** The place of a colour in OKLab. */
export function labOfRgb([red, green, blue]: Rgb): Lab {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/**
 * What a person without red-sensitive (protanopia) or green-sensitive (deuteranopia) cones sees: the matrices for full severity of
 * Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009).
 */
export function simulate(vision: 'protanopia' | 'deuteranopia', [red, green, blue]: Rgb): Rgb {
  const [r, g, b] = vision === 'protanopia' ? protanopia : deuteranopia;
  return [
    clip(r[0] * red + r[1] * green + r[2] * blue),
    clip(g[0] * red + g[1] * green + g[2] * blue),
    clip(b[0] * red + b[1] * green + b[2] * blue),
  ];
}

const protanopia = [
  [0.152286, 1.052583, -0.204868],
  [0.114503, 0.786281, 0.099216],
  [-0.003882, -0.048116, 1.051998],
] as const;

const deuteranopia = [
  [0.367322, 0.860646, -0.227968],
  [0.280085, 0.672501, 0.047413],
  [-0.01182, 0.04294, 0.968881],
] as const;

function unclippedRgb(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function clip(part: number): number {
  return Math.min(1, Math.max(0, part));
}
