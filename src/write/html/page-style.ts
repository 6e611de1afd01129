import { inks, inksOfTarget } from '../picture/palette.ts';

/** The look of a page: one column of sections, pictures beside tables where there is room; by day, by night, on paper, on a small screen. */
export function pageStyle(): string {
  const { paper, text, plain, outline, loud } = inks;
  const { line: accent } = inksOfTarget(0);
  return `
:root{color-scheme:light dark;--paper:${paper.light};--text:${text.light};--plain:${plain.light};--line:${outline.light};--loud:${loud.light};--accent:${accent.light};--faint:${outline.light}40}
@media (prefers-color-scheme:dark){:root{--paper:${paper.dark};--text:${text.dark};--plain:${plain.dark};--line:${outline.dark};--loud:${loud.dark};--accent:${accent.dark};--faint:${outline.dark}40}}
*{box-sizing:border-box}
html{scroll-padding-top:6rem}
body{margin:0;background:var(--paper);color:var(--text);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",Verdana,sans-serif}
header{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:.35rem 1.5rem;align-items:center;padding:.6rem clamp(1rem,3vw,2.5rem);background:var(--paper);border-bottom:1px solid var(--faint);box-shadow:0 1px 8px #0000000f}
h1{font-size:1.15rem;letter-spacing:-.01em;margin:0}
nav ol{display:flex;flex-wrap:wrap;gap:.1rem .25rem;margin:0 -.6rem;padding:0;list-style:none}
nav li{font-size:.85rem}
nav a{display:block;padding:.15rem .6rem;border-radius:99px;text-decoration:none;color:var(--line)}
nav a:hover{background:var(--plain);color:var(--text)}
nav[aria-label=Sections]{flex-basis:100%}
a{color:inherit}
form{display:flex;flex-wrap:wrap;gap:.25rem .5rem;align-items:center;font-size:.85rem;margin-left:auto}
input,button{font:inherit;color:var(--text);background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:.25rem .6rem}
button{min-width:2.2rem}
button:hover:enabled{background:var(--plain)}
button:disabled{opacity:.55}
kbd{border:1px solid var(--line);border-radius:4px;padding:0 .35rem;font-size:.8em}
.skip{position:absolute;left:-99rem}
.skip:focus{left:0;background:var(--paper);z-index:3}
:focus-visible{outline:3px solid var(--loud);outline-offset:1px}
main{padding:0 clamp(1rem,3vw,2.5rem) 5rem;max-width:105rem;margin:0 auto}
section{padding-top:2.75rem}
section+section{margin-top:3.25rem;border-top:1px solid var(--faint)}
h2{font-size:1.6rem;line-height:1.25;letter-spacing:-.015em;margin:0 0 .75rem}
h3,figcaption,caption{font-size:.9rem;font-weight:600;text-align:left;line-height:1.4;margin:0}
p{max-width:46rem;margin:.6rem 0}
.none{color:var(--line);font-size:.9rem}
.facts{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.25rem 0 0}
.facts div{padding:.55rem 1rem .6rem;border-left:4px solid var(--accent);border-radius:4px 8px 8px 4px;background:var(--plain);max-width:100%}
.facts dt{font-size:.8rem}
.facts dd{margin:0;font-size:1.1rem;font-weight:600;line-height:1.35;overflow-wrap:anywhere}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,32rem),1fr));gap:2rem;align-items:start;margin-top:1.5rem}
.pair>*{min-width:0}
.wide,.wide+:last-child{grid-column:1/-1}
figure{margin:0;display:grid;grid-template-columns:1fr auto;gap:.5rem 1rem;align-items:end}
.picture{grid-column:1/-1;grid-row:2}
.picture,.table,.steps ol{overflow:auto;max-height:75vh;border:1px solid var(--faint);border-radius:10px}
.picture{background:var(--paper);padding:.25rem}
.picture svg{display:block;max-width:100%;height:auto;margin:0 auto}
.full .picture svg{max-width:none}
caption{padding:.6rem .8rem}
table{border-collapse:collapse;width:100%;font-size:.85rem;line-height:1.45}
th,td{text-align:left;vertical-align:top;padding:.4rem .8rem;border-top:1px solid var(--faint)}
td,th{overflow-wrap:break-word;max-width:46rem}
td:last-child{min-width:8rem}
thead th{position:sticky;top:0;background:var(--plain);white-space:nowrap}
tbody th{font-weight:600}
tbody tr:hover>*{background:var(--plain)}
.steps h3{padding-bottom:.5rem}
.steps ol{margin:0;padding:.5rem 0 .5rem 2.75rem;font-size:.9rem;position:relative}
.steps li{padding:.2rem .75rem .2rem .25rem;overflow-wrap:anywhere}
.steps li::marker{color:var(--line);font-variant-numeric:tabular-nums}
.steps li.now{font-weight:600;background:var(--plain);box-shadow:inset 4px 0 var(--loud);padding-left:.75rem}
.controls{display:flex;flex-wrap:wrap;gap:.35rem;align-items:center;font-size:.8rem}
.steps .controls{margin:0 0 .5rem}
.controls output{color:var(--line);padding-left:.25rem;min-width:3.5rem;font-variant-numeric:tabular-nums}
tr.match>*,tr.now>*{background:var(--plain)}
tr.match th{box-shadow:inset 4px 0 var(--loud)}
tr.now th{box-shadow:inset 4px 0 var(--loud)}
tr.miss{display:none}
.bars{width:auto;min-width:min(100%,30rem);border:1px solid var(--faint);border-radius:10px;border-collapse:separate;border-spacing:0}
.bars td:last-child{min-width:4rem}
.bars thead th{position:static}
.bars caption{padding-left:0}
.bars .number{text-align:right;font-variant-numeric:tabular-nums}
.bars .track{width:60%;vertical-align:middle}
.bar{display:block;height:.85rem;min-width:2px;border-radius:4px;background:var(--accent)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.node.match>:is(ellipse,polygon,path),.node.now>:is(ellipse,polygon,path){stroke:var(--loud);stroke-width:4px}
.searching .node:not(.match),.searching .edge{opacity:.25}
.stepping .node.later{opacity:.3}
#hover{position:fixed;z-index:3;max-width:min(26rem,94vw);padding:.6rem .85rem;background:var(--paper);border:1px solid var(--line);border-radius:8px;box-shadow:0 4px 18px #0004;font-size:.85rem;pointer-events:none}
#hover dl{display:grid;grid-template-columns:auto 1fr;gap:0 .75rem;margin:.25rem 0 0}
#hover dt{color:var(--line)}
#hover dd{margin:0;overflow-wrap:anywhere}
@media (max-width:45rem){
html{scroll-padding-top:1rem}
header{position:static;padding:.75rem 1rem}
form{margin-left:0;flex-basis:100%}
input{flex:1;min-width:8rem}
kbd{display:none}
h2{font-size:1.35rem}
section{padding-top:1.75rem}
section+section{margin-top:2.25rem}
.pair{gap:1.5rem}
figure{grid-template-columns:1fr}
.picture{grid-row:auto;order:1;max-height:85vh}
.bars .track{width:40%}
th,td{padding:.35rem .55rem}
}
@media print{
:root{--paper:#fff;--text:#000;--plain:#f3f4f6;--line:#444;--faint:#bbb}
body{font-size:10pt}
header{position:static;box-shadow:none;padding:0 0 .5rem}
form,nav,.skip,.controls,#hover{display:none}
main{padding:0;max-width:none}
section{padding-top:1rem}
section+section{margin-top:1rem}
.pair,figure{display:block}
.pair>*{margin-top:1rem}
.picture,.table,.steps ol{max-height:none;overflow:visible;border:0;padding-right:0}
.picture svg{max-width:100%!important;width:auto!important;max-height:95vh}
thead th{position:static}
figure,tr,.facts div{break-inside:avoid}
h2,h3,figcaption,caption{break-after:avoid}
tr.miss{display:table-row}
*{print-color-adjust:exact}
}
`;
}
