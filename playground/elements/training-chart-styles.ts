/** The look of `<thaw-training-chart>`: everything has its height before the first number comes. */

import { css } from 'lit';

export const trainingChartStyles = css`
  :host {
    container-type: inline-size;
    min-width: 0;
  }

  header {
    display: flex;
    gap: var(--space-3);
    align-items: baseline;
    min-height: 32px;
  }

  header p {
    flex: 1;
    text-align: end;
    white-space: nowrap;
  }

  .switches {
    display: flex;
    gap: var(--space-3);
  }

  .switch {
    display: inline-flex;
    gap: var(--space-1);
    align-items: center;
    min-height: 24px;
    white-space: nowrap;
  }

  .plots {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
    border-radius: var(--radius-small);
  }

  /* Clear of the numbers at its edges. */
  .plots:focus-visible {
    box-shadow:
      0 0 0 6px var(--surface-raised),
      0 0 0 8px var(--accent);
  }

  details {
    margin-top: var(--space-2);
  }

  .plot {
    min-width: 0;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: baseline;
    min-height: 44px;
  }

  .head h3 {
    flex-basis: 100%;
    font-size: var(--size-small);
  }

  .unit {
    color: var(--text-quiet);
    font-weight: var(--weight-regular);
  }

  .entry {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    color: var(--text-quiet);
    font-size: var(--size-small);
    white-space: nowrap;
  }

  .entry b {
    min-width: 5ch;
    color: var(--text);
    font-weight: var(--weight-strong);
  }

  .sign {
    width: 18px;
    height: 10px;
    overflow: visible;
    fill: none;
    stroke-width: 2;
  }

  .train {
    stroke: var(--warm);
  }

  .step {
    stroke: var(--warm);
    stroke-width: 1;
    opacity: 0.6;
  }

  .test {
    stroke: var(--text);
    stroke-dasharray: 6 4;
  }

  .test circle {
    fill: var(--text);
    stroke: none;
  }

  .chance {
    stroke: var(--text-quiet);
    stroke-width: 1;
    stroke-dasharray: 1 3;
  }

  .canvas {
    height: 192px;
    overflow: hidden;
  }

  /* What explains the curves above stands lower. */
  .rate .canvas,
  .gradientNorm .canvas {
    height: 112px;
  }

  .rate .head,
  .gradientNorm .head {
    min-height: 24px;
  }

  .rate h3,
  .gradientNorm h3 {
    flex: 1;
  }

  .empty {
    position: absolute;
    z-index: 1;
    inset: 0;
    display: grid;
    place-content: center;
    padding: var(--space-3);
    border-radius: var(--radius-small);
    outline: 1px solid var(--edge);
    outline-offset: -1px;
    background: var(--surface-sunken);
    text-align: center;
  }

  /* Its room is kept from the beginning. */
  .waiting {
    visibility: hidden;
  }

  .table {
    max-height: 260px;
    margin-top: var(--space-2);
    overflow: auto;
  }

  .table table {
    width: 100%;
  }

  .table th {
    position: sticky;
    top: 0;
    background: var(--surface-raised);
    text-align: end;
  }

  .uplot .u-cursor-x {
    border-color: var(--line-strong);
  }

  /* One column is long: nothing is kept free for what may come below everything else. */
  @container (width < 600px) {
    .without-curves .plot {
      display: none;
    }

    .empty {
      position: static;
      min-height: 120px;
    }
  }

  /* The switches have a line of their own below the title. */
  @container (width < 420px) {
    header {
      flex-wrap: wrap;
      row-gap: 0;
    }

    .switches {
      order: 1;
      flex-basis: 100%;
    }
  }

  /* The three signs of a plot keep to one line. */
  @container (width < 340px) {
    .head {
      column-gap: var(--space-2);
    }

    .entry {
      gap: 3px;
      letter-spacing: -0.02em;
    }

    .entry b {
      min-width: 0;
    }

    .sign {
      width: 12px;
    }
  }

  @container (width >= 600px) {
    .plots {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: var(--space-4);
    }
  }

  @container (width >= 880px) {
    .head {
      min-height: 24px;
      column-gap: var(--space-3);
    }

    .head h3 {
      flex: 1;
    }
  }
`;
