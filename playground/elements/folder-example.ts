/** How pictures have to lie in folders to be a data set, by one example. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** The tree of a data set with its comments; what is optional is said to be. */
export function folderExample(): TemplateResult {
  // prettier-ignore
  const tree = html`<pre>pets/
├─ train/        <i>may be left out</i>
│  ├─ cat/       <i>a folder is a class</i>
│  │  ├─ 1.jpg
│  │  └─ 2.png
│  └─ dog/
│     └─ …
└─ test/         <i>may be left out</i>
   ├─ cat/ …
   └─ dog/ …</pre>`;
  return html`<div class="example">
    ${tree}
    <p class="quiet-text">
      As a folder or as a .zip. Without <code>test/</code>, every fifth picture is held out to test with. CIFAR-10’s
      <code>.bin</code> files work as they are. Nothing leaves this device.
    </p>
  </div>`;
}
