/**
 * A row of the table: what fills a node, what fills a box, what draws the outline of either, each by day and by night.
 */
type Row = readonly [
  fill: string,
  fillByNight: string,
  tint: string,
  tintByNight: string,
  line: string,
  lineByNight: string,
];

/**
 * The colours of targets, the first target's first. Chosen once, by `test/write/picture/arrange-colours.ts`: of a grid
 * of light colours in OKLCH each is as far as possible from those before it, for eyes with and without colour
 * blindness; a test makes the table anew.
 */
export const targetInks: readonly Row[] = [
  ['#afd5fd', '#144f84', '#edf4fd', '#122334', '#2266a4', '#67aaed'],
  ['#c6a255', '#3e2d03', '#fdf2dd', '#2a2009', '#7d5e07', '#c79e41'],
  ['#9cfee4', '#066e5b', '#e0fbf2', '#072820', '#097460', '#39bda0'],
  ['#87a6ea', '#152b64', '#eff4fd', '#182135', '#4160a7', '#80a3f0'],
  ['#f8ea96', '#6b5e07', '#f8f4de', '#262209', '#71640b', '#b6a643'],
  ['#dc8bab', '#561133', '#feeff4', '#311923', '#964267', '#df84a8'],
  ['#f8a78a', '#6b270b', '#fcf1ec', '#321b13', '#9a4729', '#e4896a'],
  ['#c5f0ff', '#09687f', '#e4f7fe', '#06262f', '#0c6e86', '#2fb5d8'],
  ['#bcfbbd', '#326d36', '#e8f9e7', '#152715', '#2f7434', '#72b875'],
  ['#4eb7d5', '#053643', '#e4f7fe', '#06262f', '#0c6e86', '#2fb5d8'],
  ['#e28d86', '#5a1112', '#fdf0ef', '#321a18', '#9c433f', '#e6857e'],
  ['#e1d380', '#584e05', '#f8f4de', '#262209', '#71640b', '#b6a643'],
  ['#60d3cd', '#074a47', '#defaf8', '#042826', '#0a726e', '#1dbcb5'],
  ['#8bc3fd', '#054172', '#edf4fd', '#122334', '#2266a4', '#67aaed'],
  ['#91e7b9', '#055c3b', '#e3faed', '#0e271b', '#04764c', '#57bc8a'],
  ['#44bbc7', '#07373c', '#ddfafd', '#03272b', '#06717a', '#17bac8'],
  ['#92b56d', '#223802', '#edf8e3', '#1b2510', '#4c701a', '#8cb460'],
  ['#6cd4ba', '#024b3d', '#e0fbf2', '#072820', '#097460', '#39bda0'],
  ['#d1f7ac', '#496922', '#edf8e3', '#1b2510', '#4c701a', '#8cb460'],
  ['#feb7e6', '#71335f', '#feeef8', '#2e1a28', '#8f4478', '#d686bc'],
  ['#92d094', '#0e4d17', '#e8f9e7', '#152715', '#2f7434', '#72b875'],
  ['#46bdb6', '#013936', '#defaf8', '#042826', '#0a726e', '#1dbcb5'],
  ['#a8fed0', '#0b6f49', '#e3faed', '#0e271b', '#04764c', '#57bc8a'],
  ['#cdc06d', '#494006', '#f8f4de', '#262209', '#71640b', '#b6a643'],
  ['#e0a6e3', '#5a285e', '#feedff', '#2b1b2c', '#854888', '#ca8ace'],
  ['#e18b99', '#591024', '#fdf0f1', '#32191d', '#9b4153', '#e48393'],
  ['#badf96', '#39580d', '#edf8e3', '#1b2510', '#4c701a', '#8cb460'],
  ['#80e8cd', '#075b4b', '#e0fbf2', '#072820', '#097460', '#39bda0'],
  ['#db9666', '#4c2403', '#fef1e8', '#301c0e', '#964d09', '#de8f57'],
  ['#f4b9f7', '#69366c', '#feedff', '#2b1b2c', '#854888', '#ca8ace'],
  ['#7ed3a6', '#054c30', '#e3faed', '#0e271b', '#04764c', '#57bc8a'],
  ['#feddf1', '#844470', '#feeef8', '#2e1a28', '#8f4478', '#d686bc'],
  ['#a5e4a6', '#205c25', '#e8f9e7', '#152715', '#2f7434', '#72b875'],
  ['#d2abf1', '#502c68', '#f8f0ff', '#271c30', '#784d96', '#bc8fdd'],
  ['#fde0dd', '#90433f', '#fdf0ef', '#321a18', '#9c433f', '#e6857e'],
  ['#f2ac7b', '#623003', '#fef1e8', '#301c0e', '#964d09', '#de8f57'],
];
