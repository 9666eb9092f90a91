// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Attestation.Configuration;
using Attestation.Policies;
using Attestation.TestKit;

namespace Attestation.Tests.Policies;

/// <summary>The section <c>binding</c> of a policy file.</summary>
public sealed class BindingPolicyTests
{
    [Fact]
    public void Absent_and_null_keys_take_the_strict_defaults() => Assert.All(
        ["", """, "binding": null""", ""","binding":{}""", ""","binding":{"exes":null,"images":null,"measured":null,"methods":null,"observedUnsafe":null,"unboundUnsafe":null}"""],
        section =>
        {
            BindingPolicy policy = Read(section).Binding;
            Assert.Equal(["verity", "ima", "hash"], policy.Measured);
            Assert.Equal(["front"], policy.Methods);
            Assert.Equal((0, 0, false, false, false), (policy.Exes.Length, policy.Images.Length, policy.ObservedUnsafe, policy.UnboundUnsafe, policy.AsksAnything));
            Assert.Empty(policy.Unsafe);
        });

    [Fact]
    public void The_example_of_the_page_has_every_key_and_is_read()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats.md"));
        string example = Regex.Match(page, "```json\n(?<section>\\{ \"binding\": .*?)\n```", RegexOptions.Singleline).Groups["section"].Value;

        BindingPolicy policy = Read($", {example.Trim()[1..^1]}").Binding;

        Assert.All(["exes", "images", "measured", "methods", "observedUnsafe", "unboundUnsafe"], key => Assert.Contains($"\"{key}\"", example, StringComparison.Ordinal));
        Assert.Equal((1, 1, true), (policy.Exes.Length, policy.Images.Length, policy.AsksAnything));
        Assert.Equal(["verity", "hash"], policy.Measured);
        Assert.Empty(policy.Unsafe);
    }

    [Fact]
    public void What_weakens_trust_is_listed() =>
        Assert.Equal(["binding.observedUnsafe", "binding.unboundUnsafe"], Read(""","binding":{"observedUnsafe":true,"unboundUnsafe":true}""").Unsafe);

    [Fact]
    public void All_problems_are_reported_at_once() => Assert.Equal(
        [
            "binding.exes[0]: is 2 characters, want 64 hex digits (32 bytes)",
            "binding.images: is \"a\", want a list",
            "binding.measured[0]: is \"none\", want one of verity, ima, hash",
            "binding.methods[1]: is \"launcher\", want one of front, pid",
            "binding.observedUnsafe: is \"yes\", want true or false",
            "binding.unbound: is not a known key",
        ],
        Problems(""","binding":{"exes":["00"],"images":"a","measured":["none"],"methods":["front","launcher"],"observedUnsafe":"yes","unbound":true}""").Order(StringComparer.Ordinal));

    private static AppraisalPolicy Read(string section)
    {
        Assert.True(PolicyFile.TryRead(Document(section), [], out PolicyFile? file, out ImmutableArray<ConfigProblem> problems), string.Join("; ", problems));
        return file.Policy;
    }

    private static IEnumerable<string> Problems(string section)
    {
        Assert.False(PolicyFile.TryRead(Document(section), [], out _, out ImmutableArray<ConfigProblem> problems));
        return problems.Select(each => $"{each.Path}: {each.Reason}");
    }

    private static byte[] Document(string section) => Encoding.UTF8.GetBytes($$"""{"mediaType":"{{PolicyFile.MediaType}}"{{section}}}""");
}
