using PaymentStatusSdk.PlantedDefects;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>The planted defects match the sources of their packages, which have no switch for them.</summary>
public class PlantedDefectTests
{
    [Fact]
    public void Planted_defects_have_names_of_their_own_and_none_is_stale()
    {
        Assert.Empty(PatchedSources.FindStale(Defects.All));
        Assert.Distinct(Defects.All.Select(defect => defect.Name));
    }

    [Fact]
    public void Short_form_searches_for_planted_defects_with_each_program()
    {
        var names = Finders.ShortForm.SelectMany(finder => finder.Only!).ToList();

        Assert.All(Finders.ShortForm, finder => Assert.NotEmpty(finder.Only!));
        Assert.Equal(names.Count, Defects.All.Count(defect => names.Contains(defect.Name)));
    }

    [Fact]
    public void Stale_defect_is_named()
    {
        var stale = new PlantedDefect("one", "Stores/CommitRules.cs", "this text does not occur", "");

        Assert.Contains("'one'", Assert.Single(PatchedSources.FindStale([stale])), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_a_defect_counts_only_in_its_package()
    {
        var defect = Defects.All.First(defect => defect.Package == PatchedSources.Abstractions);

        Assert.Single(PatchedSources.FindStale([defect with { Package = PatchedSources.Tracking }]));
    }

    [Fact]
    public void Sources_have_no_switch_for_defects()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Packages.Root, "src"), "*.cs", SearchOption.AllDirectories);

        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains("Planted", StringComparison.Ordinal));
    }
}
