// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Security.Cryptography;
using Attestation.Fakes;

namespace Attestation.Endorsing.Tests;

public sealed class EndorsementDirectoryTests : IDisposable
{
    private static readonly ITee[] Tees = [new FakeTee()];

    private readonly string folder = Directory.CreateTempSubdirectory("attest-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Documents_are_found_by_name_and_suffix_at_any_depth()
    {
        Write("fake/doc.json", "1");
        Write("fake/doc.chain.pem", "22");
        Write("fake/crl.crl", "333");

        LoadedEndorsements loaded = Load();

        Assert.Equal([("fake/crl", ".crl"), ("fake/doc", ".chain.pem"), ("fake/doc", ".json")], loaded.Endorsements.Select(each => (each.Name, each.Suffix)));
        Assert.All(loaded.Endorsements, each => Assert.Null(each.RetrievedAt));
        Assert.All(loaded.Endorsements, each => Assert.Equal(folder, each.Source));
        Assert.Empty(loaded.Warnings);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("fake/doc.txt")]
    [InlineData("fake/doc")]
    [InlineData("Fake/doc.json")]
    [InlineData("fake/doc.json.bak")]
    public void A_file_that_nobody_knows_is_passed_over_with_a_warning(string name)
    {
        Write(name, "1");

        LoadedEndorsements loaded = Load();

        Assert.Empty(loaded.Endorsements);
        Assert.Contains("ignored", Assert.Single(loaded.Warnings).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_manifest_gives_times_and_sources()
    {
        Write("fake/doc.json", "1");
        Write("fake/crl.crl", "2");
        Manifest(Entry("fake/doc", "1", """ "2026-11-20T08:41:00Z" """), Entry("fake/crl.crl", "2", """ "unknown" """));

        LoadedEndorsements loaded = Load();

        Assert.Null(loaded.Endorsements[0].RetrievedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 41, 0, TimeSpan.Zero), loaded.Endorsements[1].RetrievedAt);
        Assert.Equal("intel-pcs", loaded.Endorsements[1].Source);
    }

    [Fact]
    public void Bytes_other_than_the_manifests_refuse_the_folder()
    {
        Write("fake/doc.json", "1");
        Manifest(Entry("fake/doc", "2", """ "unknown" """));

        Assert.Contains("manifest.json says", Refused().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_listed_file_that_is_not_there_refuses_the_folder()
    {
        Manifest(Entry("fake/doc", "1", """ "unknown" """));

        Assert.Contains("fake/doc.json, which is not there", Refused().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_listed_name_that_nobody_knows_is_a_warning()
    {
        Manifest(Entry("newer/thing", "1", """ "unknown" """));

        Assert.Contains("newer/thing", Assert.Single(Load().Warnings).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{}]")]
    [InlineData("""[{"name":"fake/doc","sha256":"00"}]""")]
    [InlineData("""[{"name":"fake/doc","sha256":"0000000000000000000000000000000000000000000000000000000000000000","extra":1}]""")]
    [InlineData("""[{"name":"fake/doc","sha256":"0000000000000000000000000000000000000000000000000000000000000000","retrievedAt":"yesterday"}]""")]
    [InlineData("not json")]
    public void A_manifest_in_another_form_refuses_the_folder(string manifest)
    {
        Write("manifest.json", manifest);

        Assert.EndsWith("manifest.json", Refused().Path, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_name_twice_in_the_manifest_refuses_the_folder()
    {
        Write("fake/doc.json", "1");
        Manifest(Entry("fake/doc", "1", """ "unknown" """), Entry("fake/doc.json", "1", """ "unknown" """));

        Assert.Contains("stands twice", Refused().Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EndorsementFile.MaxBytes, true)]
    [InlineData(EndorsementFile.MaxBytes + 1, false)]
    public void A_document_is_at_most_a_mebibyte(int bytes, bool taken)
    {
        Write("fake/doc.json", new string('x', bytes));

        Assert.Equal(taken, EndorsementDirectory.TryLoad(folder, Tees, out _, out _));
    }

    [Fact]
    public void A_symbolic_link_is_not_followed()
    {
        Write("elsewhere.txt", "1");
        Directory.CreateDirectory(Path.Combine(folder, "fake"));
        File.CreateSymbolicLink(Path.Combine(folder, "fake", "doc.json"), Path.Combine(folder, "elsewhere.txt"));

        LoadedEndorsements loaded = Load();

        Assert.Empty(loaded.Endorsements);
        Assert.Contains(loaded.Warnings, warning => warning.Reason.Contains("symbolic link", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pipe_in_the_folder_is_an_empty_document_and_nobody_waits_for_it()
    {
        Directory.CreateDirectory(Path.Combine(folder, "fake"));
        using Process made = Process.Start("mkfifo", [Path.Combine(folder, "fake", "doc.json"), Path.Combine(folder, "manifest.json")]);
        made.WaitForExit();

        Assert.Contains("manifest.json", Refused().ToString(), StringComparison.Ordinal);
        File.Delete(Path.Combine(folder, "manifest.json"));
        Assert.True(Assert.Single(Load().Endorsements).Bytes.IsEmpty);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_problem()
    {
        Assert.False(EndorsementDirectory.TryLoad(Path.Combine(folder, "nowhere"), Tees, out _, out EndorsementProblem? problem));
        Assert.Equal("does not exist", problem.Reason);
    }

    [Fact]
    public void A_file_that_says_it_is_empty_is_read_to_its_end()
    {
        Assert.True(EndorsementFile.TryLoad("fake/doc", "/proc/version", Tees, out Endorsement? endorsement, out EndorsementProblem? problem), problem?.ToString());
        Assert.Equal(File.ReadAllBytes("/proc/version"), endorsement.Bytes.ToArray());
    }

    [Theory]
    [InlineData("fake/doc", ".json")]
    [InlineData("fake/doc.json", ".json")]
    [InlineData("fake/doc.chain.pem", ".chain.pem")]
    public void One_file_is_put_under_a_name_with_or_without_suffix(string name, string suffix)
    {
        Write("any.bin", "1");

        Assert.True(EndorsementFile.TryLoad(name, Path.Combine(folder, "any.bin"), Tees, out Endorsement? endorsement, out _));
        Assert.Equal(("fake/doc", suffix), (endorsement.Name, endorsement.Suffix));
    }

    [Theory]
    [InlineData("fake/doc.txt")]
    [InlineData("other")]
    public void One_file_under_a_name_that_nobody_knows_is_a_problem(string name)
    {
        Write("any.bin", "1");

        Assert.False(EndorsementFile.TryLoad(name, Path.Combine(folder, "any.bin"), Tees, out _, out EndorsementProblem? problem));
        Assert.Equal(name, problem.Path);
    }

    private static string Entry(string name, string text, string retrievedAt) =>
        $$"""{"name":"{{name}}","sha256":"{{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))}}","retrievedAt":{{retrievedAt}},"source":"intel-pcs"}""";

    private void Manifest(params string[] entries) => Write("manifest.json", $"[{string.Join(',', entries)}]");

    private void Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private LoadedEndorsements Load()
    {
        Assert.True(EndorsementDirectory.TryLoad(folder, Tees, out LoadedEndorsements? loaded, out EndorsementProblem? problem), problem?.ToString());
        return loaded;
    }

    private EndorsementProblem Refused()
    {
        Assert.False(EndorsementDirectory.TryLoad(folder, Tees, out _, out EndorsementProblem? problem));
        return problem;
    }
}
