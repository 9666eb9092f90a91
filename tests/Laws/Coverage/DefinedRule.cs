// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Reflection;
using Attestation.Laws.Tree;

namespace Attestation.Laws.Coverage;

/// <summary>A rule with the field that defines it.</summary>
/// <param name="Owner">The type, such as <c>TdxRules</c>.</param>
/// <param name="Field">The field's name.</param>
/// <param name="Rule">The rule.</param>
internal sealed record DefinedRule(Type Owner, string Field, Rule Rule)
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The rules of every project that is built beside the laws.</summary>
    public static IReadOnlyList<DefinedRule> All { get; } =
    [
        .. ProjectFile.OfSources
            .Where(project => File.Exists(Path.Combine(AppContext.BaseDirectory, project.AssemblyName + ".dll")))
            .SelectMany(project => Assembly.Load(project.AssemblyName).GetTypes())
            .SelectMany(In),
    ];

    /// <summary>The rules that one type defines.</summary>
    public static IEnumerable<DefinedRule> In(Type type) =>
        type.ContainsGenericParameters
            ? []
            : type.GetFields(Static).Where(field => field.FieldType == typeof(Rule)).Select(field => new DefinedRule(type, field.Name, (Rule)field.GetValue(null)!));

    /// <summary>What the type's property All holds; null where it has none.</summary>
    public static ImmutableArray<Rule>? ListedIn(Type type) => type.GetProperty("All", Static)?.GetValue(null) as ImmutableArray<Rule>?;

    public override string ToString() => $"{Rule.Id} ({Owner.Name}.{Field})";
}
