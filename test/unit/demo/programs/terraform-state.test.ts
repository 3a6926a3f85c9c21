import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO } from '../../../../modules/demo/deployment';
import {
  hasState,
  resourcesInState,
  setAsideOrphanedState,
} from '../../../../modules/demo/programs/terraform-state';

let project: string;
const cloud = (): string => join(project, '.tuneform', 'local-cloud');

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'tuneform-state-'));
});
afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

function writeState(
  stack: string,
  ...resources: readonly { mode: string; type: string; name: string }[]
): void {
  writeFileSync(join(project, `terraform.${stack}.tfstate`), JSON.stringify({ version: 4, resources }));
}

describe('resourcesInState', () => {
  it('lists what is managed, not what is only read', () => {
    const data = { mode: 'data', type: 'terraform_remote_state', name: 'x' };
    writeState('experiment', data, { mode: 'managed', type: 'tuneform_endpoint', name: 'Digits' });
    writeState('foundation');
    expect(resourcesInState(project, DEMO.stacks)).toEqual([
      'tuneform_endpoint.Digits in the state of experiment',
    ]);
  });

  it('takes an empty file for no state, as Terraform does', () => {
    writeFileSync(join(project, 'terraform.foundation.tfstate'), '');
    expect(resourcesInState(project, DEMO.stacks)).toEqual([]);
  });
});

describe('setAsideOrphanedState', () => {
  it('moves state away when its local cloud was emptied, and keeps it', () => {
    writeState('foundation');
    const folder = setAsideOrphanedState(project, DEMO, cloud());
    expect(hasState(project, DEMO.stacks)).toBe(false);
    expect(existsSync(join(folder!, 'terraform.foundation.tfstate'))).toBe(true);
  });

  it('leaves state alone while its local cloud has data', () => {
    writeState('foundation');
    mkdirSync(join(cloud(), 'store'), { recursive: true });
    expect(setAsideOrphanedState(project, DEMO, cloud())).toBeUndefined();
    expect(hasState(project, DEMO.stacks)).toBe(true);
  });

  it('has nothing to do in a fresh project', () => {
    expect(setAsideOrphanedState(project, DEMO, cloud())).toBeUndefined();
  });
});
