// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.Deploy.Tests;

/// <summary>What the two image files promise; they differ in the TEE alone.</summary>
public sealed class DockerfileTests
{
    [Theory]
    [InlineData("Dockerfile.tdx", "tdx")]
    [InlineData("Dockerfile.sev", "sev-snp")]
    public void The_last_stage_has_no_simulator_and_demands_its_TEE(string file, string tee)
    {
        Dictionary<string, string> stages = Stages(file);

        Assert.Equal("release", stages.Keys.Last());
        Assert.Contains("--from=build ", stages["release"], StringComparison.Ordinal);
        Assert.Equal(3, stages["build"].Split("-p:IncludeSimulators=false").Length - 1);
        Assert.Equal(3, stages["build"].Split("dotnet publish").Length - 1);
        Assert.DoesNotContain("build-simulated", stages["release"] + stages["runtime"], StringComparison.Ordinal);
        Assert.Contains($"CMD [\"--tee\", \"{tee}\"]", stages["runtime"], StringComparison.Ordinal);
        Assert.Contains("USER 0:0", stages["runtime"], StringComparison.Ordinal);
        Assert.Contains("org.opencontainers.image.licenses=\"Apache-2.0\"", stages["release"], StringComparison.Ordinal);
    }

    [Fact]
    public void Both_files_say_the_same_but_for_the_TEE()
    {
        string[] tdx = Lines("Dockerfile.tdx");
        string[] sev = Lines("Dockerfile.sev");

        Assert.Equal(tdx.Length, sev.Length);
        Assert.All(tdx.Zip(sev).Where(pair => pair.First != pair.Second), pair => Assert.Equal(Neutral(pair.First), Neutral(pair.Second)));
    }

    private static string Neutral(string line) => line
        .Replace("Intel TDX", "TEE", StringComparison.Ordinal).Replace("AMD SEV-SNP", "TEE", StringComparison.Ordinal)
        .Replace("sev-snp", "tee", StringComparison.Ordinal).Replace("tdx", "tee", StringComparison.Ordinal).Replace("sev", "tee", StringComparison.Ordinal);

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Repository.Root, file));

    private static Dictionary<string, string> Stages(string file)
    {
        Dictionary<string, string> stages = [];
        string stage = "";
        foreach (string line in Lines(file))
        {
            stage = line.StartsWith("FROM ", StringComparison.Ordinal) ? line.Split(" AS ")[1] : stage;
            stages[stage] = stages.GetValueOrDefault(stage) + line + "\n";
        }

        return stages;
    }
}
