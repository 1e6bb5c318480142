using Supervisor.Tests.Browser;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Supervisor.Tests.Support.LongestFirst", "Supervisor.Tests")]

namespace Supervisor.Tests.Support;

/// <summary>The tests in the browser run one after the other and take half of the whole time: begun last, they would be all that is still running.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection => collection.DisplayName == BrowserTests.Name);
}
