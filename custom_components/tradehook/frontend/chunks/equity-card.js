import{c as e,g as t,m as n,n as r,p as i,r as a,t as o,v as s,x as c}from"./styles.js";import{t as l}from"./live-host.js";import{t as u}from"./periods.js";import"./area-chart.js";import{n as d,r as f,t as p}from"./equity-history.js";import"./config.js";var m=class extends l{constructor(){super([`accounts`]),this.points=[],this.wanted=``,this.newest=``}get period(){return this.chosen??this.config.period??`day`}get account(){let{account:e}=this.config,{accounts:t}=this.live;return e?t?.find(t=>t.account===e):t?.find(e=>e.loaded)??t?.[0]}willUpdate(e){e.has(`config`)&&(this.chosen=void 0);let t=this.account?.equity_entity,n=t?`${t} ${this.period}`:``;n!==this.wanted&&(this.wanted=n,this.points=[],this.newest=``,t&&this.load(t));let r=this.account?.equity;r&&r!==this.newest&&(this.newest=r,this.points=d(this.points,[Date.now(),Number(r)]))}async load(e){let{wanted:t}=this,{api:n}=this.context;try{let r=await p(n,e,this.period);t===this.wanted&&(this.points=f(r,this.points))}catch{}}render(){let{t:e,config:n,account:r}=this,i=n.title??r?.name??``;return s`<ha-card>
      <div class="head">
        ${i?s`<h2>${i}</h2>`:t}
        <div class="segments" role="group" aria-label=${e(`equity.period`)}>
          ${u.map(t=>s`<button
              aria-pressed=${String(t===this.period)}
              aria-label=${e(`equity.${t}`)}
              @click=${()=>this.chosen=t}
            >
              ${e(`equity.${t}_short`)}
            </button>`)}
        </div>
      </div>
      ${this.renderStale()} ${this.renderStatus()??this.renderEquity(r)}
    </ha-card>`}renderStatus(){let{t:e,live:t}=this;if(t.status!==`ready`&&!t.stale)return s`<p class="note soft" role="status">${e(`status.${t.status}`)}</p>`;if(this.account?.loaded)return;let n=this.account?`not_loaded`:this.config.account&&this.live.accounts?.length?`unknown`:`none`;return s`<p class="note soft">${e(`equity.${n}`)}</p>`}renderEquity(n){let{t:r,points:i}=this,{format:a}=this.context;if(!n)return t;let o=i[0],c=Number(n.equity),l=o&&n.equity?c-o[1]:void 0,u=o?.[1]&&l!==void 0?100*l/o[1]:void 0,d=i.map(([,e])=>e),f=r(`equity.curve`,{period:r(`equity.${this.period}`),low:a.number(Math.min(...d),2),high:a.number(Math.max(...d),2)});return s`<div class="now">
        <span class="number worth">${a.money(n.equity,n.currency)}</span>
        ${l===void 0?t:s`<span class="number ${e(l.toFixed(2))}" data-change>
              ${a.money(l.toFixed(2),n.currency,!0)}
              ${u===void 0?t:`(${a.percent(u.toFixed(2))})`}
            </span>`}
      </div>
      <tradehook-area-chart
        .points=${i}
        .label=${f}
        .currency=${n.currency}
        .format=${a}
      ></tradehook-area-chart>`}static{this.styles=[o,c`
      :host {
        display: block;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: space-between;
        padding: 12px 16px 0;
      }
      h2 {
        font-size: 16px;
      }
      .segments {
        display: flex;
      }
      .segments button {
        min-height: 32px;
        padding: 2px 12px;
      }
      .segments button:not(:first-child) {
        border-inline-start: 0;
      }
      .now {
        align-items: baseline;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        padding: 4px 16px 8px;
      }
      .worth {
        font-size: 24px;
      }
      .note {
        margin: 0;
        padding: 12px 16px 16px;
      }
    `]}};a([n({attribute:!1})],m.prototype,`config`,void 0),a([i()],m.prototype,`chosen`,void 0),a([i()],m.prototype,`points`,void 0),m=a([r(`tradehook-equity-card-view`)],m);export{m as EquityCard};