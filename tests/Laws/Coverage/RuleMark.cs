// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Reflection.Metadata;
using Attestation.Laws.Built;
using Attestation.Laws.Tree;
using Attestation.TestKit;

namespace Attestation.Laws.Coverage;

/// <summary>A test that says which rule it shows. That it tells the truth is checked when it runs.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="Outcome">The outcome that an appraisal in it gives.</param>
/// <param name="Test">The method.</param>
internal sealed record RuleMark(string Id, Outcome Outcome, string Test)
{
    /// <summary>The marks of every test assembly. Tests that are skipped in the source do not count.</summary>
    public static IReadOnlyList<RuleMark> All { get; } =
        [.. ProjectFile.OfTests.Where(project => project.Name != "Laws").SelectMany(project => In(BuiltAssembly.Of(project)))];

    /// <summary>The marks of one test assembly.</summary>
    public static IEnumerable<RuleMark> In(BuiltAssembly assembly) => assembly.Methods(Read);

    /// <summary>Rules without a passing or a failing test, and marks that name no rule.</summary>
    public static IEnumerable<string> Violations(IReadOnlyList<string> ids, IReadOnlyList<RuleMark> marks)
    {
        HashSet<(string, Outcome)> shown = [.. marks.Select(mark => (mark.Id, mark.Outcome))];
        foreach (string id in ids)
        {
            string[] missing = [.. new[] { Outcome.Pass, Outcome.Fail }.Where(outcome => !shown.Contains((id, outcome))).Select(outcome => $"{outcome}")];
            if (missing.Length > 0)
            {
                yield return $"{id} has no test marked {string.Join(" and none marked ", missing)}";
            }
        }

        foreach (RuleMark mark in marks.Where(mark => !ids.Contains(mark.Id)))
        {
            yield return $"{mark.Test} is marked {mark.Id}, which is no rule";
        }
    }

    private static IEnumerable<RuleMark> Read(MetadataReader metadata, MethodDefinition method)
    {
        ImmutableArray<CustomAttribute> attributes = [.. method.GetCustomAttributes().Select(metadata.GetCustomAttribute)];
        bool runs = attributes.Any(each => IsTest(metadata, each) && !IsSkipped(each));
        return attributes.Where(each => runs && NameOf(metadata, each) == typeof(RuleAttribute).FullName).Select(each =>
        {
            ImmutableArray<CustomAttributeTypedArgument<string>> values = each.DecodeValue(AttributeTypes.Instance).FixedArguments;
            return new RuleMark((string)values[0].Value!, (Outcome)(byte)values[1].Value!, $"{Names.Of(metadata, method.GetDeclaringType())}.{metadata.GetString(method.Name)}");
        });
    }

    private static bool IsTest(MetadataReader metadata, CustomAttribute attribute) =>
        NameOf(metadata, attribute) is "Xunit.FactAttribute" or "Xunit.TheoryAttribute";

    private static bool IsSkipped(CustomAttribute attribute) =>
        attribute.DecodeValue(AttributeTypes.Instance).NamedArguments.Any(named => named is { Name: "Skip", Value: not null } or { Name: "Explicit", Value: true });

    private static string NameOf(MetadataReader metadata, CustomAttribute attribute) => attribute.Constructor.Kind switch
    {
        HandleKind.MemberReference => Names.Of(metadata, metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent),
        _ => Names.Of(metadata, metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType()),
    };
}
