/** How text, tables and the host itself look in every element. */

import { css } from 'lit';

export const textStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
    font: var(--weight-regular) var(--size-body) / 1.5 var(--font);
    color: var(--text);
    font-variant-numeric: tabular-nums;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  h4,
  p,
  figure,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }

  h2 {
    font-size: var(--size-title);
    font-weight: var(--weight-strong);
    line-height: 1.25;
  }

  h3,
  h4 {
    font-size: var(--size-body);
    font-weight: var(--weight-strong);
    line-height: 1.25;
  }

  .quiet-text {
    color: var(--text-quiet);
    font-size: var(--size-small);
  }

  code,
  .mono {
    font-family: var(--font-mono);
    font-size: 0.92em;
  }

  /* Forced colours take shadows away, and show an outline that is transparent without them. */
  :focus-visible {
    outline: 2px solid transparent;
    box-shadow: var(--focus-ring);
  }

  canvas {
    outline: 1px solid var(--edge);
    outline-offset: -1px;
  }

  /* Signs and bars are painted grounds: with forced colours too, in those that the tokens then are. */
  i,
  progress {
    forced-color-adjust: none;
  }

  table {
    border-collapse: collapse;
    font-size: var(--size-small);
  }

  th,
  td {
    padding: var(--space-1) var(--space-2);
    border-bottom: 1px solid var(--line);
    text-align: start;
  }

  th {
    color: var(--text-quiet);
    font-weight: var(--weight-regular);
  }

  .number {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }

  /* What stands where something will be, of its size: a page that loads does not jump. */
  .bone {
    display: inline-block;
    width: 8em;
    max-width: 100%;
    height: 0.7em;
    border-radius: var(--radius-small);
    background: color-mix(in srgb, var(--text-quiet) 22%, transparent);
  }

  .icon {
    flex: none;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
