/** The style of a report: light and dark, narrow and wide, on paper. Cold and warm are the playground's own. */

/** Colours of series: each told from its neighbours in hue and in lightness, in both themes. */
const palette = [
  'light-dark(#17609e, #7cc0f5)',
  'light-dark(#925000, #f3b04d)',
  'light-dark(#1d6b3a, #74d396)',
  'light-dark(#8a2f7b, #ec9ade)',
  'light-dark(#595c63, #a3a8b1)',
  'light-dark(#b3261e, #ff9a90)',
  'light-dark(#4a3fb5, #a9a1ff)',
  'light-dark(#006a70, #5fd0d8)',
];

/** Names of colours, for a page as for a figure that stands alone. */
export const colours = `
:root { color-scheme: light dark; --text: light-dark(#1b1c1f, #eceae4); --quiet: light-dark(#595c63, #a3a8b1);
  --line: light-dark(#d3d0c7, #333840); --surface: light-dark(#fdfcfa, #14161a); --raised: light-dark(#f4f3ef, #1c1f24); }
`;

export const figureStyles = `
svg text { fill: var(--text); font: 13px system-ui, sans-serif; }
svg text.axis { fill: var(--quiet); }
.grid { stroke: var(--line); fill: none; }
.zero { stroke: var(--text); fill: none; }
.line, .bar { fill: none; stroke: currentColor; stroke-width: 2; }
.dot { fill: currentColor; stroke: var(--surface); stroke-width: 0.75; }
.foreign .line { stroke-dasharray: 5 4; opacity: 0.8; }
.foreign .dot { fill: none; stroke: currentColor; stroke-width: 1.25; }
.seen { color: ${palette[1] ?? ''}; }
.seen text { font-weight: 600; }
.unseen { color: var(--quiet); }
${palette.map((colour, index) => `.series-${index} { color: ${colour}; }`).join('\n')}
`;

export const pageStyles = `
body { margin: 0 auto; padding: 24px 16px 64px; max-width: 880px; background: var(--surface); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 8px; }
h2 { font-size: 1.1rem; margin: 40px 0 8px; }
p, li { max-width: 72ch; }
ul { padding-left: 20px; }
.quiet { color: var(--quiet); }
.wide { overflow-x: auto; }
.wide > svg { display: block; width: 100%; min-width: 460px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 12px 4px 0; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { font-weight: 600; }
.number { text-align: right; }
pre { overflow-x: auto; padding: 12px; background: var(--raised); border-radius: 8px; font-size: 13px; }
@media print { :root { color-scheme: light; } body { max-width: none; padding: 0; } section { break-inside: avoid; } }
`;
