/** The look of `<thaw-confusion-matrix>`: a table that scrolls in its own box under headers that stay. */

import { css } from 'lit';

export const confusionStyles = css`
  :host {
    --side: 34px;
    --names: 160px;

    min-width: 0;
  }

  .many {
    --side: 28px;
  }

  .box {
    max-width: fit-content;
    max-height: min(70dvh, 620px);
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--surface-raised);
    overflow: auto;
    scroll-padding: 112px 0 0 var(--names);
  }

  table {
    border-spacing: 0;
    border-collapse: separate;
    table-layout: fixed;
    width: min-content;
  }

  th,
  td {
    padding: 0;
    border: 0;
  }

  thead th {
    position: sticky;
    z-index: 1;
    top: 0;
    width: var(--side);
    height: 112px;
    padding-block: var(--space-1);
    background: var(--surface-raised);
    vertical-align: bottom;
  }

  tbody th {
    position: sticky;
    z-index: 1;
    left: 0;
    height: var(--side);
    padding: 0 var(--space-2);
    background: var(--surface-raised);
  }

  thead th:first-child {
    z-index: 2;
    left: 0;
    width: var(--names);
    padding: var(--space-2);
    text-align: end;
  }

  .down {
    display: block;
    max-height: 104px;
    margin-inline: auto;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    writing-mode: vertical-rl;
    transform: rotate(180deg);
  }

  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--space-2);
  }

  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .pointed {
    color: var(--text);
  }

  td {
    position: relative;
    height: var(--side);
    border: solid var(--line);
    border-width: 1px 0 0 1px;
    background: color-mix(in srgb, var(--danger) calc(var(--shade) * 44%), var(--surface-raised));
    text-align: center;
    cursor: pointer;
  }

  td[aria-disabled] {
    cursor: default;
  }

  /* The diagonal is a ring too: right and wrong are told apart without colour. */
  .right {
    background: color-mix(in srgb, var(--good) calc(var(--shade) * 44%), var(--surface-raised));
    box-shadow: inset 0 0 0 1.5px var(--good);
    font-weight: var(--weight-strong);
  }

  @media (forced-colors: active) {
    .right {
      outline: 2px solid var(--good);
      outline-offset: -2px;
    }
  }

  td:hover:not([aria-disabled]) {
    outline: 2px solid var(--line-strong);
    outline-offset: -2px;
  }

  td[aria-selected='true'],
  td:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }

  td:focus-visible:not(.right) {
    box-shadow: none;
  }

  /* As wide as the table and with room for four lines: what is said must not move anything under the pointer. */
  .said {
    contain: inline-size;
    min-height: 84px;
    padding-top: var(--space-1);
    font-size: var(--size-small);
    line-height: 20px;
    overflow-wrap: anywhere;
  }

  @media (width < 720px) {
    :host {
      --names: 128px;
    }
  }
`;
