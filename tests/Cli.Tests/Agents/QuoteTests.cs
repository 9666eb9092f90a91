// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestation.Catalog;

namespace Attestation.Cli.Tests.Agents;

[Collection(AgentCollection.Name)]
public sealed class QuoteTests(AgentScene scene)
{
    private const string Nonce = "0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e";

    [Fact]
    public void A_bundle_holds_a_statement_about_the_data_with_the_verifiers_nonce()
    {
        using CliRun run = Run();
        string bundle = Path.Combine(run.Folder, "bundle.json");

        Assert.True(run.Run("quote", "--data", run.Write("data", "abc"), "--nonce", Nonce, "--audience", "https://verifier.example", "--out", bundle, "--socket", scene.Sockets) == 0, run.Error);

        Assert.StartsWith("not verified:", run.Output, StringComparison.Ordinal);
        JsonElement document = JsonDocument.Parse(File.ReadAllBytes(bundle)).RootElement;
        Assert.Equal("application/vnd.attestation.bundle+json;version=1", document.GetProperty("mediaType").GetString());
        JsonElement statement = document.GetProperty("statements").EnumerateArray().Select(Decoded).Single(each => Type(each).EndsWith("/user-data/v1", StringComparison.Ordinal));
        Assert.Equal(Nonce, statement.GetProperty("predicate").GetProperty("nonce").GetString());
        Assert.Equal("https://verifier.example", statement.GetProperty("predicate").GetProperty("audience").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("abc"u8)), statement.GetProperty("subject")[0].GetProperty("digest").GetProperty("sha256").GetString());
        Assert.Contains(document.GetProperty("statements").EnumerateArray().Select(Decoded), each => Type(each).EndsWith("/log-start/v1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_digest_is_as_good_as_the_data_and_json_says_where_the_leaf_stands()
    {
        using CliRun run = Run();
        string bundle = Path.Combine(run.Folder, "bundle.json");

        Assert.Equal(0, run.Run("quote", "--digest", $"sha512:{new string('a', 128)}", "--out", bundle, "--socket", scene.Sockets, "--output", "json"));

        Assert.False(run.Json.GetProperty("verified").GetBoolean());
        Assert.True(run.Json.GetProperty("simulated").GetBoolean());
        Assert.True(run.Json.GetProperty("leaf").GetInt64() < run.Json.GetProperty("size").GetInt64());
        Assert.Contains(new string('a', 128), Encoding.UTF8.GetString(Statements(bundle)), StringComparison.Ordinal);
    }

    [Fact]
    public void Raw_is_the_evidence_of_the_newest_checkpoint()
    {
        using CliRun run = Run();
        string evidence = Path.Combine(run.Folder, "evidence.json");

        Assert.Equal(0, run.Run("quote", "--raw", "--out", evidence, "--socket", scene.Sockets));
        Assert.Equal(0, run.Run("show", evidence));
        Assert.Contains("Intel TDX", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Through_a_pipe_only_the_bytes_come()
    {
        using CliRun run = Run();

        Assert.Equal(0, run.Run("quote", "--raw", "--out", "-", "--socket", scene.Sockets));
        Assert.Equal("application/vnd.attestation.evidence+json;version=1", run.Json.GetProperty("mediaType").GetString());
    }

    [Fact]
    public void No_bytes_go_to_a_terminal()
    {
        using CliRun run = Run();
        run.Terminal = true;

        Assert.Equal(1, run.Run("quote", "--raw", "--out", "-", "--socket", scene.Sockets));
        Assert.Empty(run.Output);
        Assert.Contains("terminal", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_exists_is_not_overwritten()
    {
        using CliRun run = Run();
        string mine = run.Write("mine", "mine");

        Assert.Equal(1, run.Run("quote", "--raw", "--out", mine, "--socket", scene.Sockets));
        Assert.Equal("mine", File.ReadAllText(mine));
    }

    [Fact]
    public void Without_an_agent_it_is_five_with_the_socket_and_a_hint()
    {
        using CliRun run = Run();

        Assert.Equal(5, run.Run("quote", "--raw", "--out", Path.Combine(run.Folder, "e"), "--socket", run.Folder));
        Assert.Contains("agent/agent.sock: no agent: there is no such socket", run.Error, StringComparison.Ordinal);
        Assert.Contains("attest: hint: `attest doctor`", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--data or --digest is missing")]
    [InlineData("--data and --digest are both given", "--data", "x", "--digest", "sha256:00")]
    [InlineData("--nonce and --audience go together", "--digest", Digest, "--nonce", Nonce)]
    [InlineData("--nonce and --audience go together", "--digest", Digest, "--audience", "me")]
    [InlineData("--nonce: is no 64 hex digits", "--digest", Digest, "--nonce", "00", "--audience", "me")]
    [InlineData("--digest: \"sha256:00\" is none", "--digest", "sha256:00")]
    [InlineData("--digest: \"md5:00\" is none", "--digest", "md5:00")]
    [InlineData("--digest makes a statement, and --raw asks for none", "--digest", Digest, "--raw")]
    public void Flags_that_make_no_sense_are_one_before_anybody_is_asked(string because, params string[] flags)
    {
        using CliRun run = Run();

        Assert.Equal(1, run.Run(["quote", "--out", Path.Combine(run.Folder, "out"), "--socket", run.Folder, .. flags]));
        Assert.Contains(because, run.Error, StringComparison.Ordinal);
    }

    private const string Digest = "sha256:" + Nonce;

    private static CliRun Run() => new() { Catalog = TeeCatalog.Default };

    private static string Type(JsonElement statement) => statement.GetProperty("predicateType").GetString()!;

    private static JsonElement Decoded(JsonElement statement) => JsonDocument.Parse(statement.GetProperty("data").GetBytesFromBase64()).RootElement;

    private static byte[] Statements(string bundle) =>
        [.. JsonDocument.Parse(File.ReadAllBytes(bundle)).RootElement.GetProperty("statements").EnumerateArray().SelectMany(each => each.GetProperty("data").GetBytesFromBase64())];
}
