import { keepProvider } from '../../acceptance/provider/kept-provider';
import type { KeptProvider } from '../../acceptance/provider/kept-provider';
import { FaultProxy } from '../fault-proxy/fault-proxy';
import type { FaultBench } from './fault-bench';
import type { Lane } from './lane';
import { TerraformStack } from './terraform-stack';

/** A lane under the real Terraform. All its stacks share one running provider, which is started again when it was killed. */
export async function terraformLane(bench: FaultBench): Promise<Lane> {
  const { executable } = bench;
  const all: KeptProvider[] = [];
  let kept: KeptProvider | undefined;
  const environment = async (): Promise<NodeJS.ProcessEnv> => {
    if (kept === undefined || kept.ended) all.push((kept = await keepProvider(executable)));
    return kept.environment;
  };
  const stacks: TerraformStack[] = [];
  const proxy = await FaultProxy.start({
    target: bench.cloud.cloud,
    kill: () => kept?.kill(),
    interrupt: () => stacks.at(-1)?.interrupt(),
  });
  return {
    proxy,
    open: (typeName) => {
      const options = { executable, providerConfig: bench.providerConfig(proxy.url), typeName, environment };
      const stack = new TerraformStack(options);
      stacks.push(stack);
      return stack;
    },
    close: async () => {
      for (const stack of stacks) stack.remove();
      for (const provider of all) await provider.stop();
      await proxy.stop();
    },
  };
}
