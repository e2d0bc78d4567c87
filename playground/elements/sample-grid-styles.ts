/** The look of `<thaw-sample-grid>`. */

import { css } from 'lit';

export const sampleGridStyles = css`
  :host {
    display: grid;
    gap: var(--space-2);
    min-width: 0;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    align-items: center;
    justify-content: space-between;
    min-height: 32px;
  }

  .pages {
    display: flex;
    gap: var(--space-1);
    align-items: center;
  }

  .empty {
    padding: var(--space-4) var(--space-3);
    border: 1px dashed var(--line);
    border-radius: var(--radius-small);
    text-align: center;
  }

  .samples {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(88px, 1fr));
    gap: var(--space-2);
    list-style: none;
  }

  .samples button {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0;
    width: 100%;
    border-color: var(--line);
    padding: 3px 3px var(--space-1);
    font-size: 12px;
    font-weight: var(--weight-regular);
    line-height: 16px;
    text-align: start;
  }

  .samples li {
    position: relative;
  }

  .samples input {
    position: absolute;
    top: 4px;
    inset-inline-end: 4px;
    width: 20px;
    height: 20px;
    margin: 0;
  }

  .true-class i {
    color: var(--text-quiet);
    font-weight: var(--weight-regular);
  }

  canvas {
    display: block;
    width: 100%;
    aspect-ratio: 1;
    margin-bottom: 3px;
    border-radius: 2px;
    image-rendering: pixelated;
  }

  .samples button > span {
    padding-inline: 2px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .true-class {
    font-size: var(--size-small);
    font-weight: var(--weight-strong);
  }

  i {
    font-style: normal;
  }

  .right {
    color: var(--good);
  }

  .wrong {
    color: var(--danger);
  }
`;
