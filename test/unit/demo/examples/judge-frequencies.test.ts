import { readHeldOutPolicies } from '../../../../modules/demo/examples/held-out-policies';
import { devianceExplained, riskGroups } from '../../../../modules/demo/examples/judge-frequencies';

const POLICIES = [
  { predicted: 0.4, claims: 1, exposure: 1 },
  { predicted: 0.1, claims: 0, exposure: 0.5 },
  { predicted: 0.2, claims: 0, exposure: 1 },
  { predicted: 0.1, claims: 0, exposure: 0.5 },
];

describe('groups of policies', () => {
  it('have equal exposure and rising risk, with what was observed a year', () => {
    expect(riskGroups(POLICIES, 3)).toEqual([
      { policies: 2, predicted: 0.1, observed: 0 },
      { policies: 1, predicted: 0.2, observed: 0 },
      { policies: 1, predicted: 0.4, observed: 1 },
    ]);
  });
});

describe('the share of the deviance that predictions explain', () => {
  const predicting = (frequencies: readonly number[]): number =>
    devianceExplained(POLICIES.map((policy, index) => ({ ...policy, predicted: frequencies[index]! })));

  it('is nothing for one frequency for all, almost all for the truth, and negative for what is worse', () => {
    const average = 1 / 3;
    expect(predicting([average, average, average, average])).toBeCloseTo(0, 12);
    expect(predicting([1, 1e-9, 1e-9, 1e-9])).toBeCloseTo(1, 6);
    expect(predicting([0.01, 1, 1, 1])).toBeLessThan(0);
  });

  it('is what the formula says of the policies above', () => {
    // Twice the sum of y ln(y/m) - y + m cancels its factor.
    const model = -Math.log(0.4) - 1 + 0.4 + 0.05 + 0.2 + 0.05;
    const constant = Math.log(3) - 1 + 1;
    expect(devianceExplained(POLICIES)).toBeCloseTo(1 - model / constant, 12);
  });
});

test('held-out policies are read in the order that the endpoint takes, whatever the order of the columns', () => {
  const text =
    'IDpol,ClaimNb,Exposure,Region,Area,VehPower,VehAge,DrivAge,BonusMalus,VehBrand,VehGas,Density\n' +
    '1,2,0.5,R24,C,5,4,52,50,B1,Regular,120\n';
  expect(readHeldOutPolicies(text)).toEqual([
    { row: 'C,5,4,52,50,B1,Regular,120,R24', claims: 2, exposure: 0.5 },
  ]);
});
