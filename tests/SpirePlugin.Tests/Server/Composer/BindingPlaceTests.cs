// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.Native;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Server.Binding;
using Attestation.SpirePlugin.Tests.ScriptedHost;

namespace Attestation.SpirePlugin.Tests.Server.Composer;

public sealed class BindingPlaceTests : IDisposable
{
    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Directory_that_is_missing_is_made_for_us_alone()
    {
        string directory = scratch.In("a/b");
        BindingPlace.Make(directory);

        Assert.Null(BindingPlace.Problem(directory));
        Assert.Equal(Ours, File.GetUnixFileMode(directory));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupExecute)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    public void Directory_that_is_open_to_others_is_refused(UnixFileMode more)
    {
        string directory = Made("state", Ours | more);

        Assert.Contains("mode 0700", Refused(directory), StringComparison.Ordinal);
        Assert.NotNull(BindingPlace.Problem(directory));
    }

    [Fact]
    public void Set_group_id_of_a_volume_opens_nothing() => BindingPlace.Make(Made("state", Ours | UnixFileMode.SetGroup));

    [Fact]
    public void Directory_of_another_user_is_refused()
    {
        Assert.SkipUnless(CurrentUser.Uid() == 0, "root alone gives a directory away");
        string directory = Made("state", Ours);
        FileOwnership.Set(directory, 1, null);

        Assert.Contains("is another user's", Refused(directory), StringComparison.Ordinal);
    }

    [Fact]
    public void Link_in_place_of_the_directory_is_refused()
    {
        File.CreateSymbolicLink(scratch.In("link"), Made("real", Ours));

        Assert.Contains("symbolic link", Refused(scratch.In("link")), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_made_behind_a_link()
    {
        string real = Made("real", Ours);
        File.CreateSymbolicLink(scratch.In("link"), real);

        Assert.Contains("symbolic link", Refused(scratch.In("link/state")), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(real));
    }

    [Fact]
    public void File_in_place_of_the_directory_is_refused()
    {
        File.WriteAllText(scratch.In("state"), "");

        Assert.Contains("is no directory", Refused(scratch.In("state")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is absent")]
    [InlineData("state_dir = \"run/tee\"", "absolute")]
    [InlineData("state_dir = \"\"", "absolute")]
    [InlineData("state_dir = \"/run/tee\\u0000\"", "absolute")]
    public async Task Option_that_is_no_absolute_path_is_named(string text, string because) => Assert.Contains(because, await ProblemOfAsync(text), StringComparison.Ordinal);

    [Fact]
    public async Task Directory_whose_socket_has_too_long_a_path_is_named() =>
        Assert.Contains("108 bytes", await ProblemOfAsync($"state_dir = \"/{new string('a', 108 - 1 - "/binding.sock".Length)}\""), StringComparison.Ordinal);

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"/tee/\"]")]
    [InlineData("[\"/spire/agent/tee\"]")]
    [InlineData("[\"/spire/agent/../tee/\"]")]
    [InlineData("[\"/spire/agent//\"]")]
    [InlineData("[\"/spire/agent/te e/\"]")]
    [InlineData("[\"spiffe://example.org/spire/agent/tee/\"]")]
    public async Task Prefix_that_no_agent_can_have_is_named(string prefixes) =>
        Assert.Contains("agent_path_prefixes", await ProblemOfAsync($"state_dir = \"/run/tee\"\nagent_path_prefixes = {prefixes}"), StringComparison.Ordinal);

    [Fact]
    public async Task Reading_options_makes_nothing()
    {
        await using ComposerSite site = ComposerSite.New();
        (Func<CancellationToken, ValueTask>? apply, List<ConfigProblem> problems) = ComposerSite.Read(site.Configuration, $"state_dir = \"{site.StateDirectory}\"");

        Assert.NotNull(apply);
        Assert.Empty(problems);
        Assert.False(Directory.Exists(site.StateDirectory));
    }

    private static async Task<string> ProblemOfAsync(string text)
    {
        await using ComposerSite site = ComposerSite.New();
        (Func<CancellationToken, ValueTask>? apply, List<ConfigProblem> problems) = ComposerSite.Read(site.Configuration, text);
        Assert.Null(apply);
        return Assert.Single(problems).ToString();
    }

    private static string Refused(string directory) => Assert.Throws<ConfigurationRefusedException>(() => BindingPlace.Make(directory)).Message;

    private string Made(string name, UnixFileMode mode)
    {
        string directory = Directory.CreateDirectory(scratch.In(name)).FullName;
        File.SetUnixFileMode(directory, mode);
        return directory;
    }
}
