import { TerraformStack } from 'cdktf';
import type { App } from 'cdktf';
import { Construct } from 'constructs';
import { Target, TuneformProvider } from '../../../modules/constructs';
import { scratchApp, synthesised } from './synthesised';

function ownerOf(stack: TerraformStack, owner?: string): unknown {
  const props = owner === undefined ? {} : { owner };
  new TuneformProvider(stack, 'Tuneform', { target: Target.local(), ...props });
  return synthesised(stack).provider?.['tuneform']?.[0]?.['owner'];
}

describe('the owner of a stack that names none', () => {
  it('is the stack’s own path, so that two stacks never meet', () => {
    const app = scratchApp();
    expect(ownerOf(new TerraformStack(app, 'Churn'))).toBe('Churn');
    expect(ownerOf(new TerraformStack(app, 'Digits'))).toBe('Digits');
    expect(ownerOf(new TerraformStack(new Construct(app, 'Prod'), 'Churn'))).toBe('Prod/Churn');
  });

  it('is the same at every synthesis and whatever else the app holds', () => {
    const alone = ownerOf(new TerraformStack(scratchApp(), 'Churn'));
    const app = scratchApp();
    new TerraformStack(app, 'Another');
    expect(ownerOf(new TerraformStack(app, 'Churn'))).toBe(alone);
  });

  it('is what the app’s context says, so that its stacks share their experiments', () => {
    const app = scratchApp();
    app.node.setContext('tuneform:owner', 'team-churn');
    expect(ownerOf(new TerraformStack(app, 'Search'))).toBe('team-churn');
    expect(ownerOf(new TerraformStack(app, 'Serve'))).toBe('team-churn');
    expect(ownerOf(new TerraformStack(app, 'Mine'), 'mine')).toBe('mine');
  });

  it.each([42, '', 'a#b', 'x'.repeat(257)])('is not %j from the context', (owner) => {
    const app: App = scratchApp();
    app.node.setContext('tuneform:owner', owner);
    const stack = new TerraformStack(app, 'Churn');
    expect(() => new TuneformProvider(stack, 'Tuneform', { target: Target.local() })).toThrow(
      /'tuneform:owner' = .*1 to 256 letters/,
    );
  });
});
