// SPDX-License-Identifier: Apache-2.0

using Attestation.Native;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Server.Binding;
using Attestation.SpirePlugin.Server.CredentialComposer;

namespace Attestation.SpirePlugin.Tests.Server.Composer;

public sealed class ComposerConfigurationTests
{
    private static readonly byte[] Key = [1];

    [Fact]
    public async Task A_second_composer_on_a_directory_is_refused_while_the_first_lives()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        await using ComposerConfiguration second = new(site.Keys, site.Metrics, new PeerCredentials());

        ConfigurationRefusedException refused = await Assert.ThrowsAsync<ConfigurationRefusedException>(() => ComposerSite.ApplyAsync(second, site.StateDirectory));
        Assert.Contains(site.StateDirectory, refused.Message, StringComparison.Ordinal);
        Assert.Null(second.Current);
        Assert.Null(await site.HandAsync(Key));

        await site.Configuration.DisposeAsync();
        await ComposerSite.ApplyAsync(second, site.StateDirectory);
    }

    [Fact]
    public async Task Directory_that_was_refused_is_not_held()
    {
        await using ComposerSite site = ComposerSite.New();
        BindingPlace.Make(site.StateDirectory);
        string inTheWay = BindingPlace.SocketIn(site.StateDirectory);
        await File.WriteAllTextAsync(inTheWay, "x", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ConfigurationRefusedException>(() => ComposerSite.ApplyAsync(site.Configuration, site.StateDirectory));
        Assert.Equal("x", await File.ReadAllTextAsync(inTheWay, TestContext.Current.CancellationToken));
        File.Delete(inTheWay);

        await ComposerSite.ApplyAsync(site.Configuration, site.StateDirectory);
        Assert.Null(await site.HandAsync(Key));
    }

    [Fact]
    public async Task Reconfiguration_that_is_refused_leaves_everything_in_force()
    {
        await using ComposerSite site = await ComposerSite.StartAsync("stamp_evidence = true");
        ComposerOptions? before = site.Configuration.Current;
        await File.WriteAllTextAsync(site.In("file"), "", TestContext.Current.CancellationToken);

        ConfigurationRefusedException refused = await Assert.ThrowsAsync<ConfigurationRefusedException>(() => ComposerSite.ApplyAsync(site.Configuration, site.In("file")));
        Assert.Contains(site.In("file"), refused.Message, StringComparison.Ordinal);
        Assert.Same(before, site.Configuration.Current);
        Assert.Null(await site.HandAsync(Key));
    }

    [Fact]
    public async Task Options_change_while_records_wait()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        await site.HandAsync(Key);
        await ComposerSite.ApplyAsync(site.Configuration, site.StateDirectory, "agent_path_prefixes = [\"/spire/agent/tee/\", \"/spire/agent/more/\"]");

        Assert.NotNull(await site.ComposeAsync(Key));
        Assert.Null(await site.HandAsync(Key, "spiffe://example.org/spire/agent/more/x"));
    }

    [Fact]
    public async Task Another_directory_is_taken_over_at_run_time_and_the_old_one_left()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        await site.HandAsync(Key);
        await ComposerSite.ApplyAsync(site.Configuration, site.In("other"));

        Assert.Equal("no-composer", (await site.HandAsync([2]))?.Reason);
        Assert.NotNull(await site.ComposeAsync(Key));
        await ComposerSite.ApplyAsync(site.Configuration, site.StateDirectory);
        Assert.Null(await site.HandAsync([3]));
    }
}
