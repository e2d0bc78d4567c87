/** The look of `<thaw-training-panel>`: the stage and the outcome stand in one place, so that a run moves nothing. */

import { css } from 'lit';

export const trainingPanelStyles = css`
  :host {
    display: grid;
    gap: var(--space-3);
    min-width: 0;
  }

  header {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--space-2) var(--space-3);
    align-items: baseline;
  }

  header p {
    overflow: hidden;
    text-align: end;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .interrupted {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
    padding: var(--space-2);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    font-size: var(--size-small);
  }

  .interrupted p {
    flex: 1 1 100%;
  }

  .parts {
    display: grid;
    gap: 2px;
    border-radius: var(--radius-small);
    overflow: hidden;
    font-size: var(--size-small);
  }

  .part {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--space-2);
    padding: var(--space-2);
    outline: 1px solid var(--edge);
    outline-offset: -1px;
  }

  .part .icon {
    margin-top: 2px;
  }

  .part b {
    font-weight: var(--weight-strong);
  }

  .frozen {
    background: var(--cold-surface);
  }

  .frozen .icon,
  .frozen b {
    color: var(--cold);
  }

  .trained {
    background: var(--warm-surface);
  }

  .trained .icon,
  .trained b {
    color: var(--warm);
  }

  .actions {
    display: flex;
    gap: var(--space-2);
  }

  .actions .primary {
    flex: 1;
  }

  .actions button {
    min-height: 40px;
    font-size: var(--size-body);
  }

  [aria-disabled='true'] {
    opacity: var(--plain, 0.6) var(--more, 1);
    cursor: progress;
  }

  .now {
    display: grid;
    gap: var(--space-2);
    align-content: start;
    min-height: 136px;
  }

  .stage {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-3);
    justify-content: space-between;
    min-height: 20px;
    font-size: var(--size-small);
  }

  .outcome {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-3);
    align-items: baseline;
  }

  .accuracy {
    font-size: 2.25rem;
    font-weight: var(--weight-strong);
    line-height: 1.1;
  }

  .saving {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
`;
