// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Deploy.Tests;

/// <summary>Images that buildah made of the Dockerfiles: their test-only stage, and under <c>--long</c> what is released.</summary>
public sealed class ImagesTests(Images images) : IClassFixture<Images>
{
    private static readonly string[] Tees = ["tdx", "sev-snp"];

    private static readonly string[] OfSimulated =
    [
        "the image runs as a numeric user and starts the agent",
        "its programs say their version and that simulators are inside",
        "doctor finds no evidence and says what was tried",
        "a simulated statement verifies inside the image",
        "evidence with one byte changed is refused",
        "the agent runs with the manifest's configuration, capabilities and read-only root",
    ];

    private static readonly string[] OfReleased =
    [
        "the image runs as a numeric user and demands its TEE",
        "its programs say their version and that no simulators are inside",
        "no simulated authority is in any file",
        "the simulator cannot be asked for",
        "without the TEE the agent does not start",
        "doctor finds no evidence and says what was tried",
        "the plugin has the digest that lies beside it",
        "nothing of ours can be written or changes user",
        "labels name licence and revision",
    ];

    private static readonly string[] OfSpire = ["the plugin starts in the derived image", "SPIRE's own program is the one of its image"];

    public static TheoryData<string> Simulated => [.. Lines(Tees, OfSimulated)];

    public static TheoryData<string> Released =>
        [.. Lines(Tees.Select(tee => $"{tee} released"), OfReleased), .. Lines(["spire agent", "spire server"], OfSpire)];

    private static bool IsLong => Environment.GetEnvironmentVariable("ATTESTATION_LONG") == "1";

    [Theory]
    [MemberData(nameof(Simulated))]
    public void Image_of_the_test_stage_is_as_said(string line)
    {
        images.Require();

        Assert.True(images.Lines.Contains($"ok {line}"), images.Errors);
    }

    [Theory]
    [MemberData(nameof(Released))]
    public void Image_of_a_release_is_as_said(string line)
    {
        Assert.SkipUnless(IsLong, "three programs are compiled in it: tests/run --long");
        images.Require();

        Assert.True(images.Lines.Contains($"ok {line}"), images.Errors);
    }

    [Fact]
    public void The_script_says_nothing_else()
    {
        images.Require();

        Assert.Equal((0, Simulated.Count + (IsLong ? Released.Count : 0)), (images.Code, images.Lines.Count(line => !line.StartsWith('#'))));
    }

    private static IEnumerable<string> Lines(IEnumerable<string> images, string[] sentences) =>
        from image in images from sentence in sentences select $"{image}: {sentence}";
}
