import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalCloud } from '../../../modules/local-cloud';
import { findHostPython } from '../../../modules/local-cloud/runners/process/host-python';
import { ownerOfFolder } from '../../../modules/machine';
import { expectTold } from '../../support/expect-told';
import { removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder';

const python = process.env['TUNEFORM_PYTHON'];
afterEach(() => {
  if (python === undefined) delete process.env['TUNEFORM_PYTHON'];
  else process.env['TUNEFORM_PYTHON'] = python;
  removeTemporaryFolders();
});

/** Every write to this device fails as on a full disk. */
const FULL = '/dev/full';

if (existsSync(FULL)) {
  it('a disk that is full when the local cloud starts is named, and nothing stays behind', async () => {
    const directory = temporaryFolder({ 'server.json': { linkTo: FULL } });
    await expectTold(() => startLocalCloud({ directory }), {
      code: 'LOCAL_CLOUD_UNWRITABLE',
      names: `${directory}: the disk is full`,
      remedy: 'Free some space there',
    });
    expect(ownerOfFolder(directory)).toBeUndefined();
  });
}

it.each([
  {
    which: 'cannot be run',
    script: undefined,
    told: { code: 'PYTHON_NOT_FOUND', names: 'bin/python3"', remedy: 'Install Python 3.9 or later' },
  },
  {
    which: 'fails',
    script: 'exit 1',
    told: { code: 'PYTHON_NOT_FOUND', names: 'bin/python3"', remedy: 'Install Python 3.9 or later' },
  },
  {
    which: 'is too old',
    script: 'echo /old/python3; echo 3.8.20',
    told: { code: 'PYTHON_TOO_OLD', names: '/old/python3 is 3.8.20', remedy: 'Set TUNEFORM_PYTHON' },
  },
])('a Python that $which is named', async ({ script, told }) => {
  const files =
    script === undefined ? {} : { 'bin/python3': { content: `#!/bin/sh\n${script}\n`, mode: 0o755 } };
  process.env['TUNEFORM_PYTHON'] = join(temporaryFolder(files), 'bin/python3');
  await expectTold(() => findHostPython(), told);
});
