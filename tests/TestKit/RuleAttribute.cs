// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using Xunit.v3;

namespace Attestation.TestKit;

/// <summary>Says that a test shows a rule with an outcome; fails the test if no appraisal in it gave that outcome.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RuleAttribute(string id, Outcome outcome) : BeforeAfterTestAttribute
{
    public string Id => id;

    public Outcome Outcome => outcome;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => RuleRecorder.Start(test.UniqueID);

    public override void After(MethodInfo methodUnderTest, IXunitTest test) =>
        Assert.True(
            RuleRecorder.Saw(test.UniqueID, id, outcome),
            $"{methodUnderTest.Name} is marked {id} {outcome}, and no appraisal in it gave that outcome");
}
