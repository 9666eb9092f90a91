// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Attestation.TestKit;

namespace Attestation.Cli.Tests;

public sealed class ConformanceTests
{
    [Fact]
    public void Every_case_of_the_vectors_agrees()
    {
        using CliRun run = new();

        Assert.Equal(0, run.Run("conformance", "tdx", Vectors.PathOf("tdx"), "--output", "json"));

        JsonElement totals = run.Json.GetProperty("totals");
        Assert.Equal(totals.GetProperty("cases").GetInt32(), totals.GetProperty("agree").GetInt32());
        string[] kinds = [.. run.Json.GetProperty("cases").EnumerateArray().Select(each => each.GetProperty("kind").GetString()!).Distinct()];
        Assert.Equal(["full", "tcb-eval", "synthetic", "quote", "event-log", "raw", "td-report"], kinds);
        Assert.All(run.Json.GetProperty("skipped").EnumerateArray(), each => Assert.Equal("needs the vTPM room", each.GetProperty("because").GetString()));
    }

    [Theory]
    [InlineData("final", "OutOfDate")]
    [InlineData("launch", "OutOfDate")]
    [InlineData("current", "UpToDate")]
    [InlineData("root", "certs/intel-sgx-root-ca-preprod.pem", true)]
    [InlineData("pckcrl", null)]
    [InlineData("rootcrl", null)]
    [InlineData("signing_chain", null)]
    [InlineData("unix", 1L)]
    public void A_full_case_that_wants_or_is_given_something_else_disagrees(string member, object? value, bool agrees = false)
    {
        using CliRun run = new();

        // The production pin holds whatever root a case names.
        Assert.Equal(agrees ? 0 : 2, RunCase(run, "cases.json", each => (string?)each["final"] == "UpToDate" && (string?)each["kind"] == "full" && each["current"] is null, member, value));
    }

    [Fact]
    public void A_tcb_only_case_that_wants_another_status_disagrees()
    {
        using CliRun run = new();

        Assert.Equal(2, RunCase(run, "cases.json", each => (string?)each["kind"] == "tcb-eval", "final", "Revoked"));
    }

    [Theory]
    [InlineData("expect", "reject", 2)]
    [InlineData("status", "OutOfDate", 2)]
    [InlineData("strict", "either", 0)]
    public void A_synthetic_case_that_wants_something_else_disagrees(string member, string value, int code)
    {
        using CliRun run = new();

        Assert.Equal(code, RunCase(run, "synthetic/cases.json", each => (string?)each["id"] == "valid-v4", member, value));
    }

    [Fact]
    public void A_disagreement_is_printed_with_want_and_got()
    {
        using CliRun run = new();

        RunCase(run, "synthetic/cases.json", each => (string?)each["id"] == "valid-v4", "expect", "reject");

        Assert.Contains("✗ synthetic  0 of 1 agree\n  ✗ valid-v4\n      want reject\n      got  accept", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 case: 0 agree, 1 disagree, 0 skipped\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_folder_or_one_without_a_suite_is_one()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("conformance", "tdx", "/nowhere"));
        Assert.Equal(1, run.Run("conformance", "tdx", run.Folder));
    }

    [Fact]
    public void A_case_that_is_not_there_is_one()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("conformance", "tdx", Vectors.PathOf("tdx"), "--case", "nowhere"));
    }

    // One case in a folder of its own, its files still where the vectors are, with one member changed.
    private static int RunCase(CliRun run, string file, Func<JsonObject, bool> which, string member, object? value)
    {
        string source = Vectors.PathOf("tdx", file);
        string folder = Path.GetDirectoryName(source)!;
        JsonObject chosen = JsonNode.Parse(File.ReadAllBytes(source))!.AsArray().Select(each => each!.AsObject()).First(which);
        chosen[member] = value switch { null => null, long number => number, _ => JsonValue.Create((string)value) };
        foreach (string path in (string[])["quote", "tcbinfo", "qeidentity", "pckcrl", "rootcrl", "signing_chain", "root"])
        {
            chosen[path] = (string?)chosen[path] is { } relative ? Path.Combine(folder, relative) : null;
        }

        run.Write(file, new JsonArray(chosen.DeepClone()).ToJsonString());
        run.Catalog = Attestation.Catalog.TeeCatalog.Default;
        return run.Run("conformance", "tdx", run.Folder);
    }
}
