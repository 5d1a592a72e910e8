import{c as e,g as t,h as n,m as r,n as i,o as a,p as o,r as s,t as c,v as l,x as u}from"./styles.js";import{a as d,r as f}from"./actions.js";import{i as p}from"./live-host.js";import{i as m}from"./localize.js";import"./area-chart.js";import"./profit-bars.js";import{n as h,r as g}from"./spans.js";import{t as _}from"./records-filter.js";var v=24,y=class extends n{constructor(...e){super(...e),this.days=[]}render(){let{format:e}=this.ctx,n=new Map(this.days.map(e=>[String(e.start),e])),r=[...new Set([...n.keys()].map(e=>e.slice(0,7)))].reverse().slice(0,v),i=e.days({month:`long`,year:`numeric`}),a=e.days({weekday:`short`}),o=[0,1,2,3,4,5,6].map(e=>a(h(g(`2024-01-01`,e))));return l`${r.map(e=>l`<table>
        <caption>
          ${i(h(`${e}-01`))}
        </caption>
        <thead>
          <tr>
            ${o.map(e=>l`<th scope="col" class="soft">${e}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${b(e).map(e=>l`<tr>
              ${e.map(e=>l`<td>${e?this.renderDay(e,n.get(e)):t}</td>`)}
            </tr>`)}
        </tbody>
      </table>`)}`}renderDay(n,r){let{format:i}=this.ctx,a=r&&(Number(r.profit)||r.trades)?r.profit:void 0;return l`<span class="soft">${Number(n.slice(8))}</span>
      <span class="number ${e(a)}">${a===void 0?t:i.number(a,2,!0)}</span>`}static{this.styles=[c,u`
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
    `]}};s([r({attribute:!1})],y.prototype,`ctx`,void 0),s([r({attribute:!1})],y.prototype,`days`,void 0),y=s([i(`tradehook-profit-calendar`)],y);function b(e){let t=`${e}-01`,n=(h(t).getUTCDay()+6)%7,r=[];for(let i=g(t,-n);i.slice(0,7)<=e;i=g(i,7))r.push([0,1,2,3,4,5,6].map(e=>g(i,e)).map(t=>t.startsWith(e)?t:void 0));return r}var x=[`day`,`week`,`month`],S=[`bot`,`market`,`side`,`tag`,`weekday`,`hour`],C=class extends n{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.markets=[],this.tags=[],this.period=`day`,this.calendar=!1,this.grouping=`bot`,this.error=``,this.loads=0,this.periodName=(e,t)=>{let{t:n,format:r}=this.ctx,i=h(String(e.start));if(this.period===`month`)return r.days({month:t?`long`:`short`,year:`numeric`})(i);let a=r.days(t?{dateStyle:`full`}:{day:`numeric`,month:`short`})(i);return t&&this.period===`week`?n(`results.week_from`,{day:a}):a},this.clockName=(e,t)=>{let{format:n}=this.ctx,r=Number(e.start);return this.grouping===`hour`?t?`${T(r)}:00 – ${T((r+1)%24)}:00`:T(r):n.days({weekday:t?`long`:`short`})(new Date(Date.UTC(2024,0,1+r)))}}updated(e){e.has(`stamp`)&&this.filter&&this.load(this.filter.asked)}async load(e){let{api:t}=this.ctx;this.asked=e;let n=++this.loads;try{let r=this.calendar?`day`:this.period,[i,{markets:a,tags:o}]=await Promise.all([t.results({...e,period:r}),t.recordFilters()]);if(n!==this.loads)return;[this.results,this.markets,this.tags,this.error]=[i,a,o,``]}catch(e){n===this.loads&&(this.error=p(e))}}again(){this.asked&&this.load(this.asked)}render(){let{t:e}=this.ctx,{results:n}=this;return l`<tradehook-records-filter
        positions
        .ctx=${this.ctx}
        .accounts=${this.accounts}
        .markets=${this.markets}
        .tags=${this.tags}
        @tradehook-filter=${e=>void this.load(e.detail)}
      ></tradehook-records-filter>
      ${this.error?l`<p class="card note error" role="alert">${this.error}</p>`:t}
      ${n===void 0?l`<p class="empty soft" role="status">${this.error?t:e(`common.loading`)}</p>`:n.length?n.map(e=>this.renderResults(e)):l`<div class="card empty">
              <h2>${e(`results.none`)}</h2>
              <p class="soft">${e(`results.none_next`)}</p>
            </div>`}`}renderResults(t){let{t:n,format:r}=this.ctx,i=(e,n=!0)=>r.money(e,t.currency,n),a=e=>e===null?`–`:`${r.number(e,2)} %`,o=m(n,`account_type`,t.account_type);return l`<section class="card" data-results=${`${t.account_type}-${t.currency}`} aria-label=${`${t.currency}, ${o}`}>
      <header>
        <div>
          <span class="soft">${n(`results.profit`)}</span>
          <strong class="number ${e(t.profit)}" data-fact="profit">${i(t.profit)}</strong>
        </div>
        <span class="chip">${o}</span>
      </header>
      <dl>
        ${this.fact(`trades`,r.number(t.trades))}
        ${this.fact(`win_rate`,a(t.win_rate))}
        ${this.fact(`profit_factor`,r.number(t.profit_factor,2))}
        ${this.fact(`expectancy`,i(t.expectancy),e(t.expectancy))}
        ${this.fact(`expectancy_r`,t.expectancy_r===null?`–`:`${r.number(t.expectancy_r,2,!0)} R`,e(t.expectancy_r))}
        ${this.fact(`max_drawdown`,t.max_drawdown===null?`–`:i(t.max_drawdown,!1))}
        ${this.fact(`max_drawdown_percentage`,a(t.max_drawdown_percentage))}
        ${this.fact(`average_win`,i(t.average_win),e(t.average_win))}
        ${this.fact(`average_loss`,i(t.average_loss),e(t.average_loss))}
        ${this.trade(`best`,t,t.best)} ${this.trade(`worst`,t,t.worst)}
        ${this.fact(`average_duration`,r.duration(t.average_duration))}
        ${this.fact(`fees`,i(t.fees,!1))}
        ${this.fact(`funding`,i(t.funding),e(t.funding))}
      </dl>
      ${this.renderProfits(t)} ${this.renderCurve(t)} ${this.renderGroups(t)}
    </section>`}fact(e,t,n=``){return l`<div>
      <dt class="soft">${this.ctx.t(`results.${e}`)}</dt>
      <dd class="number ${n}" data-fact=${e}>${t}</dd>
    </div>`}trade(t,{currency:n},r){let{t:i,format:o}=this.ctx;if(!r)return this.fact(t,`–`);let s=d(r);return l`<div>
      <dt class="soft">${i(`results.${t}`)}</dt>
      <dd data-fact=${t}>
        <span class="number ${e(r.profit)}">${o.money(r.profit,n,!0)}</span>
        <a href=${`/tradehook${s}`} @click=${f(this.ctx,s)}>${a(r.symbol)} ${i(`side.${r.side}`)}</a>
      </dd>
    </div>`}renderProfits({periods:e,currency:t}){let{t:n}=this.ctx;return l`<div class="head">
        <h3>${n(`results.by_period`)}</h3>
        <div class="segments" role="group" aria-label=${n(`results.period`)}>
          ${x.map(e=>l`<button aria-pressed=${String(!this.calendar&&e===this.period)} @click=${()=>this.show(e,!1)}>
              ${n(`results.${e}`)}
            </button>`)}
          <button aria-pressed=${String(this.calendar)} @click=${()=>this.show(`day`,!0)}>${n(`results.calendar`)}</button>
        </div>
      </div>
      ${this.calendar?l`<tradehook-profit-calendar .ctx=${this.ctx} .days=${e}></tradehook-profit-calendar>`:l`<tradehook-profit-bars
            .ctx=${this.ctx}
            .bars=${e}
            .currency=${t}
            .called=${this.periodName}
            .label=${n(`results.bars`,{count:e.length})}
          ></tradehook-profit-bars>`}`}show(e,t){this.period=e,this.calendar=t,this.again()}renderCurve({curve:e,currency:n}){let{t:r,format:i}=this.ctx,[a]=e;if(!a||e.length<2)return t;let o=[[a[0]*1e3-1e3,0],...e.map(([e,t])=>[e*1e3,Number(t)])],s=o.map(([,e])=>e);return l`<h3>${r(`results.curve`)}</h3>
      <tradehook-area-chart
        .points=${o}
        .format=${i}
        .currency=${n}
        .label=${r(`results.curve_of`,{currency:n,low:i.number(Math.min(...s),2),high:i.number(Math.max(...s),2)})}
      ></tradehook-area-chart>`}renderGroups(e){let{t}=this.ctx,{grouping:n}=this,r=n===`weekday`||n===`hour`;return l`<div class="head">
        <h3>${t(`results.by`)}</h3>
        <div class="segments" role="group" aria-label=${t(`results.by`)}>
          ${S.map(e=>l`<button aria-pressed=${String(e===n)} @click=${()=>this.grouping=e}>
              ${t(`results.by_${e}`)}
            </button>`)}
        </div>
      </div>
      ${r?l`<tradehook-profit-bars
            .ctx=${this.ctx}
            .bars=${w(e[`by_${n}`],n===`hour`?24:7)}
            .currency=${e.currency}
            .called=${this.clockName}
            .label=${t(`results.by_${n}`)}
          ></tradehook-profit-bars>`:this.renderTable(e[`by_${n}`],e.currency)}`}groupName(e){let{t}=this.ctx;return this.grouping===`side`?t(`side.${e.key}`):this.grouping===`market`?a(e.name):this.grouping===`tag`&&!e.key?t(`results.no_tag`):this.grouping===`bot`&&e.name===e.key?t(`positions.removed_bot`):e.name}renderTable(t,n){let{t:r,format:i}=this.ctx;return l`<div class="scroll" tabindex="0" role="region" aria-label=${r(`results.by`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${r(`results.by_${this.grouping}`)}</th>
            ${[`profit`,`trades`,`win_rate`,`profit_factor`,`expectancy`,`fees`,`funding`].map(e=>l`<th scope="col" class="end">${r(`results.${e}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${t.map(t=>l`<tr data-group=${t.key}>
              <th scope="row">${this.groupName(t)}</th>
              <td class="number ${e(t.profit)}">${i.money(t.profit,n,!0)}</td>
              <td class="number">${t.trades}</td>
              <td class="number">${t.win_rate===null?`–`:`${i.number(t.win_rate,0)} %`}</td>
              <td class="number">${i.number(t.profit_factor,2)}</td>
              <td class="number ${e(t.expectancy)}">${i.number(t.expectancy,2,!0)}</td>
              <td class="number">${i.number(t.fees,2)}</td>
              <td class="number">${i.number(t.funding,2,!0)}</td>
            </tr>`)}
        </tbody>
      </table>
    </div>`}static{this.styles=[c,u`
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
    `]}};s([r({attribute:!1})],C.prototype,`ctx`,void 0),s([r({attribute:!1})],C.prototype,`accounts`,void 0),s([r()],C.prototype,`stamp`,void 0),s([o()],C.prototype,`results`,void 0),s([o()],C.prototype,`markets`,void 0),s([o()],C.prototype,`tags`,void 0),s([o()],C.prototype,`period`,void 0),s([o()],C.prototype,`calendar`,void 0),s([o()],C.prototype,`grouping`,void 0),s([o()],C.prototype,`error`,void 0),s([_(`tradehook-records-filter`)],C.prototype,`filter`,void 0),C=s([i(`tradehook-results`)],C);function w(e,t){let n=new Map(e.map(e=>[Number(e.start),e]));return Array.from({length:t},(e,t)=>n.get(t)??{start:t,profit:`0`,trades:0,wins:0})}function T(e){return String(e).padStart(2,`0`)}export{C as ResultsView,w as filled};