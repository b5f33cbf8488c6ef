import { createHash } from 'node:crypto';

/** The one style sheet of the pages that the hub renders itself: reference, errors, sign-in. Colours as in the console. */
export const pageStyle = `
:root { color-scheme: light dark; --ground: light-dark(oklch(98.4% .002 262), oklch(16.5% .006 262));
  --ink: light-dark(oklch(22.5% .012 262), oklch(95% .004 262)); --soft: light-dark(oklch(44% .014 262), oklch(75% .01 262));
  --line: light-dark(oklch(92.4% .005 262), oklch(26.5% .009 262)); --panel: light-dark(#fff, oklch(19.8% .007 262));
  --accent: light-dark(oklch(54% .19 262), oklch(70% .145 262)); --code: light-dark(oklch(96.8% .003 262), oklch(17.6% .006 262));
  --warn: light-dark(oklch(54% .125 65), oklch(80% .125 78)); }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 Inter, system-ui, sans-serif; }
a { color: var(--accent); text-underline-offset: .2em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; top: 1rem; background: var(--panel); padding: .5rem 1rem; }
.layout { display: grid; grid-template-columns: minmax(14rem, 19rem) minmax(0, 1fr); max-width: 88rem; margin: 0 auto; }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 2rem 1rem 2rem 1.5rem; font-size: .875rem; }
nav h2 { font-size: .75rem; letter-spacing: .08em; text-transform: uppercase; color: var(--soft); margin: 1.5rem 0 .25rem; }
nav ul { list-style: none; margin: 0; padding: 0; } nav a { display: block; padding: .15rem 0; text-decoration: none; color: inherit; overflow-wrap: anywhere; }
nav a:hover { color: var(--accent); }
main { padding: 2rem 2rem 6rem; min-width: 0; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; } h2 { font-size: 1.375rem; margin: 3rem 0 1rem; }
h3 { font-size: 1.0625rem; margin: 0; font-family: ui-monospace, monospace; font-weight: 600; overflow-wrap: anywhere; }
h4 { font-size: .8125rem; color: var(--soft); margin: 1.25rem 0 .35rem; }
article { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem 1.5rem; margin: 0 0 1rem; }
.method { color: var(--accent); margin-right: .5rem; } .access { color: var(--soft); font-size: .875rem; margin: .25rem 0 0; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 8px; padding: .85rem 1rem; overflow: auto; font: .8125rem/1.5 ui-monospace, monospace; margin: 0; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
summary { cursor: pointer; font-size: .875rem; padding: .35rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; } .scroll { overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 500; } td:first-child code { white-space: nowrap; } tr:target { background: light-dark(oklch(95% .028 262), oklch(28% .055 262)); }
.card { width: min(26rem, 100% - 2rem); margin: 16vh auto 0; background: var(--panel); border: 1px solid var(--line); border-radius: 14px; padding: 2rem; }
.card p { color: var(--soft); } .card h1 { font-size: 1.5rem; }
button { font: inherit; font-weight: 600; width: 100%; padding: .75rem 1rem; border: 0; border-radius: 8px; background: var(--accent); color: var(--ground); cursor: pointer; }
@media (max-width: 56rem) { .layout { display: block; } nav { position: static; max-height: 40vh; padding: 1rem 1.25rem; border-bottom: 1px solid var(--line); } main { padding: 1.25rem 1.25rem 4rem; } }
`;

/** Source expression that lets exactly this style sheet stand inline (CSP level 2). */
export const pageStyleHash = `'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`;
