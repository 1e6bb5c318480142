using Supervisor.Tests.Browser;
using Xunit.Abstractions;

// A test in a browser waits more than it works: with as many threads as the two cores of a test machine, one of them was idle for half of the time.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: TestCollectionOrderer("Supervisor.Tests.Support.LongestFirst", "Supervisor.Tests")]

namespace Supervisor.Tests.Support;

/// <summary>The tests in the browsers run one after the other and take half of the whole time: begun last, they would be all that is still running.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection => collection.DisplayName is BrowserTests.Name or FeatureBrowserTests.Name);
}
