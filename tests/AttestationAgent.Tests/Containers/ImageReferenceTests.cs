// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Agent.Containers;
using Attestation.TestKit;
using Attestation.Wire;
using CsCheck;

namespace Attestation.Agent.Tests.Containers;

/// <summary>What runtimes say of images and first processes, and what a runtime may say instead.</summary>
public sealed class ImageReferenceTests
{
    private const string Info = """{"sandboxID":"5a","pid":4200,"config":{"pid":1,"a":["\u0070id",2]},"runtimeSpec":null}""";

    private static readonly string Digest = new('a', 64);

    [Theory]
    [InlineData("docker.io/library/redis@sha256:{0}")]
    [InlineData("registry.example:5000/team/cart@sha256:{0}")]
    [InlineData("registry.example/cart:1.2@sha256:{0}")]
    [InlineData("docker-pullable://registry.example/cart@sha256:{0}")]
    public void A_repo_digest_names_a_manifest(string text) =>
        Assert.Equal(Digest, Hex.Of(ImageReference.ManifestOf(text.Replace("{0}", Digest, StringComparison.Ordinal))));

    [Theory]
    [InlineData("")]
    [InlineData("sha256:{0}")]
    [InlineData("{0}")]
    [InlineData("docker://sha256:{0}")]
    [InlineData("docker-pullable://sha256:{0}")]
    [InlineData("docker-pullable://@sha256:{0}")]
    [InlineData("@sha256:{0}")]
    [InlineData("cart:latest")]
    [InlineData("cart@sha256:{0}0")]
    [InlineData("cart@sha256:{0}@sha256:{0}")]
    [InlineData("cart@sha512:{0}")]
    [InlineData("cart@{0}")]
    [InlineData("sha256:{0}@sha256:{0}")]
    [InlineData("ca rt@sha256:{0}")]
    [InlineData("cärt@sha256:{0}")]
    public void Whatever_else_an_image_is_called_names_none(string text) =>
        Assert.Null(ImageReference.ManifestOf(text.Replace("{0}", Digest, StringComparison.Ordinal)));

    [Fact]
    public void A_digest_has_one_spelling() => Assert.Null(ImageReference.ManifestOf($"cart@sha256:{new string('A', 64)}"));

    [Fact]
    public void A_name_has_an_end() => Assert.Null(ImageReference.ManifestOf($"{new string('a', 513)}@sha256:{Digest}"));

    [Fact]
    public void Any_text_is_read_without_an_exception_and_what_is_found_stands_there() => Gen.OneOf(Gen.String, Gen.Const("cart@sha256:" + Digest), Gen.String.Select(each => each + "@sha256:" + Digest))
        .Sample(text => ImageReference.ManifestOf(text) is not { } found || text.EndsWith("@sha256:" + Hex.Of(found), StringComparison.Ordinal));

    [Theory]
    [InlineData(Info, 4200)]
    [InlineData("""{"pid":1}""", 1)]
    [InlineData("""{"PID":7,"pid":2147483647}""", int.MaxValue)]
    [InlineData("""{"\u0070id":8}""", 8)]
    public void The_first_process_is_the_member_of_the_outermost_object(string json, int number) => Assert.Equal(number, InitProcess.NumberIn(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[4200]")]
    [InlineData("4200")]
    [InlineData("""{"pid":0}""")]
    [InlineData("""{"pid":-1}""")]
    [InlineData("""{"pid":2147483648}""")]
    [InlineData("""{"pid":1.5}""")]
    [InlineData("""{"pid":"4200"}""")]
    [InlineData("""{"pid":{"pid":4200}}""")]
    [InlineData("""{"config":{"pid":4200}}""")]
    [InlineData("""{"pid":4200,"pid":4201}""")]
    [InlineData("""{"pid":4200}{}""")]
    [InlineData("""{"pid":4200""")]
    [InlineData("""{"pid":4200,}""")]
    public void Whatever_else_is_said_names_no_first_process(string json) => Assert.Null(InitProcess.NumberIn(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_document_of_any_depth_is_read_without_an_exception() =>
        Assert.Null(InitProcess.NumberIn(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000))));

    [Fact]
    public void Info_never_throws() => new MutatedInput(
        "info",
        20_000,
        [Encoding.UTF8.GetBytes(Info)],
        [.. new[] { "\"pid\":", "{", "}", "\"", "\\u", "1e9", "-", "//" }.Select(Encoding.UTF8.GetBytes), [0xff, 0xfe, 0xed, 0xa0, 0x80]],
        bytes => Assert.False(InitProcess.NumberIn(bytes) <= 0)).Run();
}
