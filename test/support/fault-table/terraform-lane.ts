import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { FaultProxy } from '../fault-proxy/fault-proxy';
import { killProviders } from '../fault-proxy/kill-providers';
import type { FaultBench } from './fault-bench';
import type { Lane } from './lane';
import { TerraformStack } from './terraform-stack';

/** A lane under the real Terraform, with a copy of the provider that can be killed without killing another lane's. */
export async function terraformLane(bench: FaultBench): Promise<Lane> {
  const folder = mkdtempSync(join(tmpdir(), 'lane-'));
  const executable = join(folder, basename(bench.executable));
  copyFileSync(bench.executable, executable);
  const stacks: TerraformStack[] = [];
  const proxy = await FaultProxy.start({
    target: bench.cloud.cloud.url,
    kill: () => killProviders(folder),
    interrupt: () => stacks.at(-1)?.interrupt(),
  });
  return {
    proxy,
    open: (typeName) => {
      const options = { executable, providerConfig: bench.providerConfig(proxy.url), typeName };
      const stack = new TerraformStack(options);
      stacks.push(stack);
      return stack;
    },
    close: async () => {
      for (const stack of stacks) stack.remove();
      rmSync(folder, { recursive: true, force: true });
      await proxy.stop();
    },
  };
}
