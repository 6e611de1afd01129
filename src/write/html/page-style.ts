import { inks } from '../palette.ts';

/** The look of a page: one column of sections, pictures beside tables where there is room; by day, by night, on paper. */
export function pageStyle(): string {
  const { paper, text, plain, outline, loud } = inks;
  return `
:root{color-scheme:light dark;--paper:${paper.light};--text:${text.light};--plain:${plain.light};--line:${outline.light};--loud:${loud.light}}
@media (prefers-color-scheme:dark){:root{--paper:${paper.dark};--text:${text.dark};--plain:${plain.dark};--line:${outline.dark};--loud:${loud.dark}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--text);font:16px/1.5 "DejaVu Sans",Verdana,"Segoe UI",Helvetica,Arial,sans-serif}
header{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;padding:.5rem 1rem;background:var(--paper);border-bottom:1px solid var(--line)}
h1{font-size:1.15rem;margin:0}
nav ol{display:flex;flex-wrap:wrap;gap:0 1rem;margin:0;padding:0;list-style:none}
nav li{font-size:.85rem}
a{color:inherit}
form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;font-size:.85rem}
input,button{font:inherit;color:var(--text);background:var(--paper);border:1px solid var(--line);border-radius:4px;padding:.2rem .5rem}
button:hover:enabled{background:var(--plain)}
button[aria-pressed=true]{background:var(--plain);font-weight:bold}
button:disabled{opacity:.55}
kbd{border:1px solid var(--line);border-radius:3px;padding:0 .3rem;font-size:.8em}
.skip{position:absolute;left:-99rem}
.skip:focus{left:0;background:var(--paper);z-index:3}
:focus-visible{outline:3px solid var(--loud);outline-offset:1px}
main{padding:0 1rem 4rem}
section{scroll-margin-top:7rem;max-width:110rem;margin:0 auto}
h2{font-size:1.4rem;margin:2.5rem 0 .5rem}
h3{font-size:1rem;margin:0 0 .5rem}
p{max-width:48rem;margin:.5rem 0}
.facts{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0}
.facts div{border:1px solid var(--line);border-radius:6px;padding:.4rem .8rem;background:var(--plain)}
.facts dt{font-size:.8rem}
.facts dd{margin:0;font-weight:bold}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,34rem),1fr));gap:1.25rem;align-items:start}
figure{margin:0}
.picture,.table,.steps ol{overflow:auto;max-height:75vh;border:1px solid var(--line);border-radius:6px}
.picture svg{display:block;max-width:100%;height:auto;margin:0 auto}
.full .picture svg{max-width:none}
figcaption,caption{font-size:.85rem;text-align:left;padding:.4rem 0}
caption{padding:.4rem .6rem;font-weight:bold}
table{border-collapse:collapse;width:100%;font-size:.85rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-top:1px solid var(--line)}
td,th{overflow-wrap:break-word;max-width:28rem}
thead th{position:sticky;top:0;background:var(--plain)}
tbody th{font-weight:normal}
.steps ol{margin:0;padding:.5rem .5rem .5rem 3rem;font-size:.9rem}
.steps li.now{font-weight:bold;background:var(--plain)}
.controls{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:0 0 .5rem;font-size:.85rem}
tr.match th,tr.match td{background:var(--plain)}
tr.match th{font-weight:bold}
tr.miss{display:none}
tr.now th,tr.now td{background:var(--plain);box-shadow:inset 0 1px var(--loud)}
.bars{width:auto;min-width:min(100%,30rem)}
.bars .number{text-align:right;font-variant-numeric:tabular-nums}
.bars .track{width:60%;vertical-align:middle}
.bar{display:block;height:.8rem;min-width:1px;border-radius:3px;background:var(--line)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.node.match>:is(ellipse,polygon,path),.node.now>:is(ellipse,polygon,path){stroke:var(--loud);stroke-width:4px}
.searching .node:not(.match),.searching .edge{opacity:.25}
.stepping .node.later{opacity:.3}
#hover{position:fixed;z-index:3;max-width:26rem;padding:.5rem .75rem;background:var(--paper);border:1px solid var(--line);border-radius:6px;box-shadow:0 2px 12px #0004;font-size:.85rem;pointer-events:none}
#hover dl{display:grid;grid-template-columns:auto 1fr;gap:0 .75rem;margin:.25rem 0 0}
#hover dd{margin:0;overflow-wrap:anywhere}
@media print{
:root{--paper:#fff;--text:#000;--plain:#f3f4f6;--line:#555}
header{position:static}
form,nav,.skip,.controls,#hover{display:none}
.pair{display:block}
.picture,.table,.steps ol{max-height:none;overflow:visible;border:0}
figure,tr{break-inside:avoid}
h2{break-after:avoid}
tr.miss{display:table-row}
}
`;
}
