/** One of a few choices, all in sight: radio buttons that look like one control. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** @param legend says what is chosen to those who do not see it. */
export function segmented<Value extends string>(
  legend: string,
  names: Readonly<Record<Value, string>>,
  chosen: Value,
  choose: (value: Value) => void,
): TemplateResult {
  const choice = (value: Value) =>
    html`<label>
      <input type="radio" name=${legend} .checked=${value === chosen} @change=${() => choose(value)} /><span
        >${names[value]}</span
      >
    </label>`;
  return html`<fieldset class="segmented">
    <legend class="visually-hidden">${legend}</legend>
    ${(Object.keys(names) as Value[]).map(choice)}
  </fieldset>`;
}
