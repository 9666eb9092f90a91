// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Attestation.TestKit;

namespace Attestation.Cli.Tests;

public sealed class SnpConformanceTests
{
    [Fact]
    public void Every_case_of_the_vectors_agrees()
    {
        using CliRun run = new();

        Assert.Equal(0, run.Run("conformance", "snp", Vectors.PathOf("snp"), "--output", "json"));

        JsonElement totals = run.Json.GetProperty("totals");
        Assert.Equal(totals.GetProperty("cases").GetInt32(), totals.GetProperty("agree").GetInt32());
        string[] kinds = [.. run.Json.GetProperty("cases").EnumerateArray().Select(each => each.GetProperty("kind").GetString()!).Distinct()];
        Assert.Equal(["report", "parse", "leaf", "chain", "launch-digest", "id-block"], kinds);
        Assert.All(run.Json.GetProperty("skipped").EnumerateArray(), each => Assert.Equal("needs the vTPM room", each.GetProperty("because").GetString()));
    }

    [Theory]
    [InlineData("real/genoa-v3-vcek-routex", "expect", "reject")]
    [InlineData("real/genoa-v3-vcek-routex", "fields/measurement", "00")]
    [InlineData("real/genoa-v3-vcek-routex", "fields/reportedTcb/snp", "1")]
    [InlineData("real/genoa-v3-vcek-routex", "files/leaf", "certs/genoa-v5-vcek-routex.vcek.der")]
    [InlineData("real/genoa-v3-vcek-routex", "files/ca", "roots/ask-milan.der")]
    [InlineData("real/genoa-v3-vcek-routex", "files/root", "synthetic/genoa-ark.der")]
    [InlineData("real/genoa-v3-vcek-routex", "time", "2020-01-01T00:00:00Z")]
    [InlineData("real/milan-v2-vcek-google-with-crl", "files/crl", "crl/ark-genoa-20221031.crl")]
    [InlineData("parse/milan-v2-azure-nocert", "fields/chipId", "00")]
    [InlineData("leaf/turin-vcek-1", "fields/hwId", "00")]
    [InlineData("leaf/turin-vcek-1", "fields/spl/fmc", "1")]
    [InlineData("chain/genoa-old-ask-with-crl", "expect", "accept")]
    [InlineData("launch/default", "input/guestFeatures", "1")]
    [InlineData("launch/default", "input/commandLine", "")]
    [InlineData("launch/default", "digest", "00")]
    [InlineData("id-block/digests", "idKeyDigest", "00")]
    [InlineData("id-block/digests", "files/idSignature", "idblock/auth-sig.bin")]
    public void A_case_that_wants_or_is_given_something_else_disagrees(string id, string member, string value)
    {
        using CliRun run = new();

        Assert.Equal(2, RunCase(run, id, member, value));
    }

    [Fact]
    public void A_case_as_it_stands_agrees()
    {
        using CliRun run = new();

        Assert.Equal(0, RunCase(run, "real/genoa-v3-vcek-routex", "reason", "none"));
    }

    // One case in a folder of its own, its files still where the vectors are, with one member changed.
    private static int RunCase(CliRun run, string id, string member, string value)
    {
        string source = Vectors.PathOf("snp");
        JsonNode all = JsonNode.Parse(File.ReadAllBytes(Path.Combine(source, "cases.json")))!;
        JsonObject chosen = all["cases"]!.AsArray().Select(each => each!.AsObject()).First(each => (string?)each["id"] == id);
        Set(chosen, member.Split('/'), value);
        JsonObject files = chosen["files"]!.AsObject();
        foreach (string name in files.Select(each => each.Key).ToArray())
        {
            files[name] = Path.Combine(source, (string)files[name]!);
        }

        run.Write("cases.json", new JsonObject { ["cases"] = new JsonArray(chosen.DeepClone()) }.ToJsonString());
        return run.Run("conformance", "snp", run.Folder);
    }

    private static void Set(JsonObject into, string[] path, string value)
    {
        if (path.Length > 1)
        {
            Set(into[path[0]]!.AsObject(), path[1..], value);
        }
        else
        {
            into[path[0]] = into[path[0]]?.GetValueKind() == JsonValueKind.Number ? int.Parse(value, null) : value;
        }
    }
}
