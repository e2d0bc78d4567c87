/** How controls look in every element: buttons, inputs, choices, progress. */

import { css } from 'lit';

export const controlStyles = css`
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: 32px;
    padding: 3px 12px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface-raised);
    color: var(--text);
    font: var(--weight-strong) var(--size-small) / 1.4 var(--font);
    cursor: pointer;
    transition:
      background-color var(--quick),
      border-color var(--quick);
  }

  button:hover:not(:disabled) {
    border-color: var(--accent);
    background: color-mix(in srgb, var(--accent) 8%, var(--surface-raised));
  }

  button:active:not(:disabled) {
    background: color-mix(in srgb, var(--accent) 16%, var(--surface-raised));
  }

  button:disabled {
    border-style: dashed;
    border-color: var(--line);
    color: var(--text-quiet);
    cursor: not-allowed;
  }

  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--accent-text);
  }

  /* With forced colours, text would get a ground of its own, in the colour that it has here. */
  :is(button.primary:not(:disabled), button[aria-pressed='true']) {
    forced-color-adjust: none;
  }

  button.primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--accent) 88%, var(--text));
  }

  button.primary:disabled {
    border-color: var(--line-strong);
    background: transparent;
    color: var(--text-quiet);
  }

  button.quiet {
    border-color: var(--edge);
    background: transparent;
  }

  button.icon {
    min-width: 32px;
    width: 32px;
    padding: 0;
  }

  button[aria-pressed='true'],
  button[aria-pressed='true']:hover:not(:disabled) {
    border-color: var(--accent);
    background: var(--chosen);
    color: var(--chosen-text);
  }

  input:not([type='checkbox'], [type='radio'], [type='range'], [type='file']),
  select {
    min-height: 32px;
    max-width: 100%;
    padding: 3px 8px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface-raised);
    color: var(--text);
    font: inherit;
    font-size: var(--size-small);
    font-variant-numeric: tabular-nums;
  }

  input:is([type='checkbox'], [type='radio'], [type='range']) {
    accent-color: var(--accent);
  }

  input:disabled,
  select {
    text-overflow: ellipsis;
  }

  select:disabled {
    border-style: dashed;
    color: var(--text-quiet);
  }

  label {
    font-size: var(--size-small);
    color: var(--text-quiet);
  }

  fieldset {
    min-width: 0;
    margin: 0;
    padding: var(--space-2) var(--space-3) var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
  }

  legend {
    padding: 0 var(--space-1);
    font-size: var(--size-small);
    color: var(--text-quiet);
  }

  /* Radio buttons as one control: a fieldset of labels, each an input and a span. */
  .segmented {
    display: inline-flex;
    padding: 2px;
    border: 0;
    border-radius: var(--radius-small);
    background: var(--surface-sunken);
  }

  .segmented label {
    cursor: pointer;
  }

  .segmented input {
    position: absolute;
    opacity: 0;
  }

  .segmented span {
    display: block;
    padding: 2px 10px;
    border-radius: 3px;
    white-space: nowrap;
  }

  .segmented input:checked + span {
    background: var(--surface-raised);
    color: var(--text);
    font-weight: var(--weight-strong);
    box-shadow: var(--shadow);
    outline: 2px solid var(--edge);
    outline-offset: -2px;
  }

  .segmented input:disabled + span {
    cursor: not-allowed;
  }

  .segmented input:focus-visible + span {
    outline: 2px solid transparent;
    box-shadow: var(--focus-ring);
  }

  progress {
    appearance: none;
    display: block;
    width: 100%;
    height: 6px;
    border: 0;
    border-radius: 3px;
    overflow: hidden;
    background: var(--surface-sunken);
    outline: 1px solid var(--edge);
    outline-offset: -1px;
  }

  progress::-webkit-progress-bar {
    background: var(--surface-sunken);
  }

  progress::-webkit-progress-value {
    background: var(--accent);
  }

  progress::-moz-progress-bar {
    background: var(--accent);
  }

  details > summary {
    width: fit-content;
    border-radius: var(--radius-small);
    color: var(--text-quiet);
    font-size: var(--size-small);
    cursor: pointer;
  }
`;
