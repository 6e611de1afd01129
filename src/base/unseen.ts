/**
 * Characters that turn the direction of the text around them, or that nobody sees, as members of a class of a regular
 * expression: a reader is to be shown that they are there.
 */
export const unseen = '\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff';
