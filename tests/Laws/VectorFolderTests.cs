// SPDX-License-Identifier: Apache-2.0

using Attestation.Laws.Tree;

namespace Attestation.Laws;

public sealed class VectorFolderTests
{
    private const string Good =
        """
        {"generator":"attest simulate tdx","arguments":["--fault","BadSignature"],"now":"2026-01-01T00:00:00Z",
         "sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881","expect":{"outcome":"fail","failing_rules":["TDX-SIG-01"]}}
        """;

    [Fact]
    public void Every_vector_belongs_to_a_case_that_names_its_generator() => Law.Holds(VectorFolder.Violations(TrackedFile.All));

    [Fact]
    public void A_whole_case_and_a_layout_are_in_order() =>
        Assert.Empty(Violations(Good, TrackedFile.Of("tests/vectors/layouts/quote.csv", "Version,0,2")));

    [Theory]
    [InlineData("tests/vectors/readme.txt")]
    [InlineData("tests/vectors/tdx/evidence.bin")]
    [InlineData("tests/vectors/tdx/other/evidence.bin")]
    [InlineData("tests/vectors/layouts/quote.bin")]
    [InlineData("tests/vectors/layouts/deeper/quote.csv")]
    public void A_vector_without_a_case_is_found(string path) =>
        Assert.Equal([$"{path} has no case.json"], Violations(Good, TrackedFile.Of(path, "x")));

    [Theory]
    [InlineData("attest simulate tdx", "")]
    [InlineData("\"arguments\"", "\"argument\"")]
    [InlineData("2d71", "2d72")]
    [InlineData("01T00:00:00Z", "01")]
    [InlineData("\"outcome\":\"fail\",", "")]
    [InlineData("\"fail\"", "\"bad\"")]
    [InlineData("{\"generator\"", "{\"note\":1,\"generator\"")]
    [InlineData("{\"outcome\"", "{\"why\":\"\",\"outcome\"")]
    [InlineData("{\"generator\"", "{\"now\":\"2026-01-01T00:00:00Z\",\"generator\"")]
    [InlineData("\"failing_rules\":[\"TDX-SIG-01\"]", "\"failing_rules\":\"TDX-SIG-01\"")]
    public void A_case_of_another_form_is_found(string from, string to) =>
        Assert.NotEmpty(Violations(Good.Replace(from, to, StringComparison.Ordinal)));

    private static IEnumerable<string> Violations(string json, params IEnumerable<TrackedFile> others) =>
        VectorFolder.Violations(
        [
            TrackedFile.Of("tests/vectors/tdx/one/case.json", json),
            TrackedFile.Of("tests/vectors/tdx/one/evidence.bin", "x"),
            TrackedFile.Of("tests/vectors/tdx/one/endorsements/a.json", "x"),
            .. others,
        ]);
}
