/** Every member of the family, made small, as fixtures/family.py makes them: their logits are in family.safetensors. */

import { architecture, familyNames, type Architecture } from '../engine/models/architecture.js';

/** Of the channels. */
const divide = 8;

/** [N, 3, H, W]: the seeded `input` of each kind, and how strong it is. */
export const pictures = { imagenet: [2, 3, 45, 61], cifar: [2, 3, 17, 13] } as const;
export const strength = 32;

/** An eighth of a member, with as many channels a group; CIFAR members are small enough, with either shortcut. */
export const smallMembers: ReadonlyMap<string, Architecture> = new Map(
  familyNames.flatMap((name): (readonly [string, Architecture])[] =>
    architecture(name).stem === 'imagenet'
      ? [[name, small(name)]]
      : (['projection', 'subsample-and-pad'] as const).map((shortcut) => [
          `${name} ${shortcut}`,
          architecture(name, { shortcut }),
        ]),
  ),
);

function small(name: string): Architecture {
  const member = architecture(name, { classCount: 10 });
  const [widths, outWidths] = [member.widths, member.outWidths].map((list) => list.map((width) => width / divide));
  return { ...member, widths: widths ?? [], outWidths: outWidths ?? [], groups: Math.max(1, member.groups / divide) };
}
