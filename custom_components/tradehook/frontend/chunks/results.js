import{_ as e,b as t,c as n,f as r,h as i,m as a,n as o,o as s,p as c,r as l,t as u}from"./styles.js";import{a as d,r as f}from"./actions.js";import{i as p}from"./live-host.js";import{i as m}from"./localize.js";import"./area-chart.js";import"./profit-bars.js";import{n as h,r as g}from"./spans.js";import{t as _}from"./records-filter.js";var v=24,y=class extends a{constructor(...e){super(...e),this.days=[]}render(){let{format:t}=this.ctx,n=new Map(this.days.map(e=>[String(e.start),e])),r=[...new Set([...n.keys()].map(e=>e.slice(0,7)))].reverse().slice(0,v),a=t.days({month:`long`,year:`numeric`}),o=t.days({weekday:`short`}),s=[0,1,2,3,4,5,6].map(e=>o(h(g(`2024-01-01`,e))));return e`${r.map(t=>e`<table>
        <caption>
          ${a(h(`${t}-01`))}
        </caption>
        <thead>
          <tr>
            ${s.map(t=>e`<th scope="col" class="soft">${t}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${b(t).map(t=>e`<tr>
              ${t.map(t=>e`<td>${t?this.renderDay(t,n.get(t)):i}</td>`)}
            </tr>`)}
        </tbody>
      </table>`)}`}renderDay(t,r){let{format:a}=this.ctx,o=r&&(Number(r.profit)||r.trades)?r.profit:void 0;return e`<span class="soft">${Number(t.slice(8))}</span>
      <span class="number ${n(o)}">${o===void 0?i:a.number(o,2,!0)}</span>`}static{this.styles=[u,t`
      :host {
        display: grid;
        gap: 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr));
      }
      table {
        border-collapse: collapse;
        table-layout: fixed;
        width: 100%;
      }
      caption {
        font-weight: 500;
        padding-bottom: 4px;
        text-align: start;
      }
      th {
        font-size: 12px;
        font-weight: 400;
      }
      td {
        border: 1px solid var(--th-line);
        font-size: 12px;
        height: 44px;
        overflow: hidden;
        padding: 2px 4px;
        vertical-align: top;
      }
      td span {
        display: block;
      }
    `]}};l([c({attribute:!1})],y.prototype,`ctx`,void 0),l([c({attribute:!1})],y.prototype,`days`,void 0),y=l([o(`tradehook-profit-calendar`)],y);function b(e){let t=`${e}-01`,n=(h(t).getUTCDay()+6)%7,r=[];for(let i=g(t,-n);i.slice(0,7)<=e;i=g(i,7))r.push([0,1,2,3,4,5,6].map(e=>g(i,e)).map(t=>t.startsWith(e)?t:void 0));return r}var x=[`day`,`week`,`month`],S=[`bot`,`market`,`side`,`tag`,`weekday`,`hour`],C=class extends a{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.markets=[],this.tags=[],this.period=`day`,this.calendar=!1,this.grouping=`bot`,this.error=``,this.loads=0,this.periodName=(e,t)=>{let{t:n,format:r}=this.ctx,i=h(String(e.start));if(this.period===`month`)return r.days({month:t?`long`:`short`,year:`numeric`})(i);let a=r.days(t?{dateStyle:`full`}:{day:`numeric`,month:`short`})(i);return t&&this.period===`week`?n(`results.week_from`,{day:a}):a},this.clockName=(e,t)=>{let{format:n}=this.ctx,r=Number(e.start);return this.grouping===`hour`?t?`${T(r)}:00 – ${T((r+1)%24)}:00`:T(r):n.days({weekday:t?`long`:`short`})(new Date(Date.UTC(2024,0,1+r)))}}updated(e){e.has(`stamp`)&&this.filter&&this.load(this.filter.asked)}async load(e){let{api:t}=this.ctx;this.asked=e;let n=++this.loads;try{let r=this.calendar?`day`:this.period,[i,{markets:a,tags:o}]=await Promise.all([t.results({...e,period:r}),t.recordFilters()]);if(n!==this.loads)return;[this.results,this.markets,this.tags,this.error]=[i,a,o,``]}catch(e){n===this.loads&&(this.error=p(e))}}again(){this.asked&&this.load(this.asked)}render(){let{t}=this.ctx,{results:n}=this;return e`<tradehook-records-filter
        positions
        .ctx=${this.ctx}
        .accounts=${this.accounts}
        .markets=${this.markets}
        .tags=${this.tags}
        @tradehook-filter=${e=>void this.load(e.detail)}
      ></tradehook-records-filter>
      ${this.error?e`<p class="card note error" role="alert">${this.error}</p>`:i}
      ${n===void 0?e`<p class="empty soft" role="status">${this.error?i:t(`common.loading`)}</p>`:n.length?n.map(e=>this.renderResults(e)):e`<div class="card empty">
              <h2>${t(`results.none`)}</h2>
              <p class="soft">${t(`results.none_next`)}</p>
            </div>`}`}renderResults(t){let{t:r,format:i}=this.ctx,a=(e,n=!0)=>i.money(e,t.currency,n),o=e=>e===null?`–`:`${i.number(e,2)} %`,s=m(r,`account_type`,t.account_type);return e`<section class="card" data-results=${`${t.account_type}-${t.currency}`} aria-label=${`${t.currency}, ${s}`}>
      <header>
        <div>
          <span class="soft">${r(`results.profit`)}</span>
          <strong class="number ${n(t.profit)}" data-fact="profit">${a(t.profit)}</strong>
        </div>
        <span class="chip">${s}</span>
      </header>
      <dl>
        ${this.fact(`trades`,i.number(t.trades))}
        ${this.fact(`win_rate`,o(t.win_rate))}
        ${this.fact(`profit_factor`,i.number(t.profit_factor,2))}
        ${this.fact(`expectancy`,a(t.expectancy),n(t.expectancy))}
        ${this.fact(`expectancy_r`,t.expectancy_r===null?`–`:`${i.number(t.expectancy_r,2,!0)} R`,n(t.expectancy_r))}
        ${this.fact(`max_drawdown`,t.max_drawdown===null?`–`:a(t.max_drawdown,!1))}
        ${this.fact(`max_drawdown_percentage`,o(t.max_drawdown_percentage))}
        ${this.fact(`average_win`,a(t.average_win),n(t.average_win))}
        ${this.fact(`average_loss`,a(t.average_loss),n(t.average_loss))}
        ${this.trade(`best`,t,t.best)} ${this.trade(`worst`,t,t.worst)}
        ${this.fact(`average_duration`,i.duration(t.average_duration))}
        ${this.fact(`fees`,a(t.fees,!1))}
        ${this.fact(`funding`,a(t.funding),n(t.funding))}
      </dl>
      ${this.renderProfits(t)} ${this.renderCurve(t)} ${this.renderGroups(t)}
    </section>`}fact(t,n,r=``){return e`<div>
      <dt class="soft">${this.ctx.t(`results.${t}`)}</dt>
      <dd class="number ${r}" data-fact=${t}>${n}</dd>
    </div>`}trade(t,{currency:r},i){let{t:a,format:o}=this.ctx;if(!i)return this.fact(t,`–`);let c=d(i);return e`<div>
      <dt class="soft">${a(`results.${t}`)}</dt>
      <dd data-fact=${t}>
        <span class="number ${n(i.profit)}">${o.money(i.profit,r,!0)}</span>
        <a href=${`/tradehook${c}`} @click=${f(this.ctx,c)}>${s(i.symbol)} ${a(`side.${i.side}`)}</a>
      </dd>
    </div>`}renderProfits({periods:t,currency:n}){let{t:r}=this.ctx;return e`<div class="head">
        <h3>${r(`results.by_period`)}</h3>
        <div class="segments" role="group" aria-label=${r(`results.period`)}>
          ${x.map(t=>e`<button aria-pressed=${String(!this.calendar&&t===this.period)} @click=${()=>this.show(t,!1)}>
              ${r(`results.${t}`)}
            </button>`)}
          <button aria-pressed=${String(this.calendar)} @click=${()=>this.show(`day`,!0)}>${r(`results.calendar`)}</button>
        </div>
      </div>
      ${this.calendar?e`<tradehook-profit-calendar .ctx=${this.ctx} .days=${t}></tradehook-profit-calendar>`:e`<tradehook-profit-bars
            .ctx=${this.ctx}
            .bars=${t}
            .currency=${n}
            .called=${this.periodName}
            .label=${r(`results.bars`,{count:t.length})}
          ></tradehook-profit-bars>`}`}show(e,t){this.period=e,this.calendar=t,this.again()}renderCurve({curve:t,currency:n}){let{t:r,format:a}=this.ctx,[o]=t;if(!o||t.length<2)return i;let s=[[o[0]*1e3-1e3,0],...t.map(([e,t])=>[e*1e3,Number(t)])],c=s.map(([,e])=>e);return e`<h3>${r(`results.curve`)}</h3>
      <tradehook-area-chart
        .points=${s}
        .format=${a}
        .currency=${n}
        .label=${r(`results.curve_of`,{currency:n,low:a.number(Math.min(...c),2),high:a.number(Math.max(...c),2)})}
      ></tradehook-area-chart>`}renderGroups(t){let{t:n}=this.ctx,{grouping:r}=this,i=r===`weekday`||r===`hour`;return e`<div class="head">
        <h3>${n(`results.by`)}</h3>
        <div class="segments" role="group" aria-label=${n(`results.by`)}>
          ${S.map(t=>e`<button aria-pressed=${String(t===r)} @click=${()=>this.grouping=t}>
              ${n(`results.by_${t}`)}
            </button>`)}
        </div>
      </div>
      ${i?e`<tradehook-profit-bars
            .ctx=${this.ctx}
            .bars=${w(t[`by_${r}`],r===`hour`?24:7)}
            .currency=${t.currency}
            .called=${this.clockName}
            .label=${n(`results.by_${r}`)}
          ></tradehook-profit-bars>`:this.renderTable(t[`by_${r}`],t.currency)}`}groupName(e){let{t}=this.ctx;return this.grouping===`side`?t(`side.${e.key}`):this.grouping===`market`?s(e.name):this.grouping===`tag`&&!e.key?t(`results.no_tag`):this.grouping===`bot`&&e.name===e.key?t(`positions.removed_bot`):e.name}renderTable(t,r){let{t:i,format:a}=this.ctx;return e`<div class="scroll" tabindex="0" role="region" aria-label=${i(`results.by`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${i(`results.by_${this.grouping}`)}</th>
            ${[`profit`,`trades`,`win_rate`,`profit_factor`,`expectancy`,`fees`,`funding`].map(t=>e`<th scope="col" class="end">${i(`results.${t}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${t.map(t=>e`<tr data-group=${t.key}>
              <th scope="row">${this.groupName(t)}</th>
              <td class="number ${n(t.profit)}">${a.money(t.profit,r,!0)}</td>
              <td class="number">${t.trades}</td>
              <td class="number">${t.win_rate===null?`–`:`${a.number(t.win_rate,0)} %`}</td>
              <td class="number">${a.number(t.profit_factor,2)}</td>
              <td class="number ${n(t.expectancy)}">${a.number(t.expectancy,2,!0)}</td>
              <td class="number">${a.number(t.fees,2)}</td>
              <td class="number">${a.number(t.funding,2,!0)}</td>
            </tr>`)}
        </tbody>
      </table>
    </div>`}static{this.styles=[u,t`
      section {
        margin-bottom: 16px;
        padding: 16px;
      }
      header,
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        justify-content: space-between;
      }
      strong {
        display: block;
        font-size: 28px;
        font-weight: 400;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(130px, 1fr));
        margin: 16px 0 0;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
      dd a {
        color: var(--th-link);
        display: block;
        font-size: 12px;
      }
      h3 {
        margin: 24px 0 8px;
      }
      .segments {
        display: flex;
        max-width: 100%;
        overflow-x: auto;
      }
      .segments button + button {
        border-inline-start: 0;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        font-size: 14px;
        width: 100%;
      }
      th,
      td {
        border-top: 1px solid var(--th-line);
        padding: 8px 12px 8px 0;
        text-align: end;
      }
      thead th {
        border: 0;
        color: var(--th-soft);
        font-size: 12px;
        font-weight: 400;
        white-space: nowrap;
      }
      th:first-child {
        font-weight: 500;
        text-align: start;
      }
      .note {
        margin: 0 0 16px;
        padding: 16px;
      }
    `]}};l([c({attribute:!1})],C.prototype,`ctx`,void 0),l([c({attribute:!1})],C.prototype,`accounts`,void 0),l([c()],C.prototype,`stamp`,void 0),l([r()],C.prototype,`results`,void 0),l([r()],C.prototype,`markets`,void 0),l([r()],C.prototype,`tags`,void 0),l([r()],C.prototype,`period`,void 0),l([r()],C.prototype,`calendar`,void 0),l([r()],C.prototype,`grouping`,void 0),l([r()],C.prototype,`error`,void 0),l([_(`tradehook-records-filter`)],C.prototype,`filter`,void 0),C=l([o(`tradehook-results`)],C);function w(e,t){let n=new Map(e.map(e=>[Number(e.start),e]));return Array.from({length:t},(e,t)=>n.get(t)??{start:t,profit:`0`,trades:0,wins:0})}function T(e){return String(e).padStart(2,`0`)}export{C as ResultsView,w as filled};